package one.imago.p2p.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import one.imago.p2p.address.Varint;

/**
 * Cuts a stream into messages, each behind its length as a varint. A length is checked before anything is kept for it, and
 * what is kept grows with what has come, not with what was announced.
 */
public final class MessageReader implements StreamReader {
    private static final int FIRST_BYTES = 4096;

    /** What is done with the messages. Called on the connection's thread. */
    public interface Sink {
        /** One whole message; the array is the sink's own. */
        void message(byte[] message);

        /** The peer will send no more. */
        void end();

        /** The stream broke off, or carried something that is not a message. */
        void failed(IOException cause);
    }

    private final int maxBytes;
    private final Sink sink;
    private final byte[] prefix = new byte[Varint.MAX_LENGTH];
    private int prefixLength;
    private int expected = -1;
    private byte[] body = {};
    private int have;
    private boolean over;

    /**
     * @param maxBytes the longest message that is taken
     */
    public MessageReader(int maxBytes, Sink sink) {
        this.maxBytes = maxBytes;
        this.sink = sink;
    }

    /** The message behind its length, ready to be written. */
    public static byte[] framed(byte[] message) {
        byte[] length = Varint.bytes(message.length);
        byte[] framed = Arrays.copyOf(length, length.length + message.length);
        System.arraycopy(message, 0, framed, length.length, message.length);
        return framed;
    }

    /**
     * @throws IllegalArgumentException when a length is malformed or too large; the stream is then reset by its caller
     */
    @Override
    public void data(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && !over) {
            if (expected < 0) {
                at = readPrefix(bytes, at);
                continue;
            }
            int take = Math.min(expected - have, bytes.length - at);
            ensure(have + take);
            System.arraycopy(bytes, at, body, have, take);
            have += take;
            at += take;
            deliverIfWhole();
        }
    }

    private int readPrefix(byte[] bytes, int start) {
        int at = start;
        while (at < bytes.length) {
            if (prefixLength == prefix.length) {
                throw new IllegalArgumentException("a message's length is malformed");
            }
            byte next = bytes[at++];
            prefix[prefixLength++] = next;
            if (next >= 0) {
                long length = Varint.read(ByteBuffer.wrap(prefix, 0, prefixLength));
                if (length > maxBytes) {
                    throw new IllegalArgumentException("a message has " + length + " bytes, more than " + maxBytes);
                }
                prefixLength = 0;
                expected = (int) length;
                deliverIfWhole();
                return at;
            }
        }
        return at;
    }

    private void ensure(int size) {
        if (body.length < size) {
            int doubled = Math.max(Math.max(FIRST_BYTES, size), 2 * body.length);
            body = Arrays.copyOf(body, Math.min(expected, doubled));
        }
    }

    private void deliverIfWhole() {
        if (have == expected) {
            byte[] message = body;
            body = new byte[0];
            have = 0;
            expected = -1;
            sink.message(message);
        }
    }

    @Override
    public void end() {
        if (over) {
            return;
        }
        over = true;
        if (expected >= 0 || prefixLength > 0) {
            sink.failed(new IOException("the stream ended within a message"));
        } else {
            sink.end();
        }
    }

    @Override
    public void failed(IOException cause) {
        if (!over) {
            over = true;
            sink.failed(cause);
        }
    }
}
