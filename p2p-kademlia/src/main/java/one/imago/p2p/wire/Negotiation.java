package one.imago.p2p.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import one.imago.p2p.address.Varint;

/**
 * One end of multistream-select 1.0: both say the protocol's name, then the dialler proposes ids until the listener
 * repeats one. A message is a varint length, text, and a newline. Bytes in, bytes out; owned by one thread.
 *
 * <p>Source: multiformats/multistream-select; libp2p specs, connections.
 */
final class Negotiation {
    private static final String HEADER = "/multistream/1.0.0";
    private static final String NOT_AVAILABLE = "na";
    private static final int MAX_MESSAGE = 1024;
    private static final int MAX_PROPOSALS = 64;

    private final List<String> proposals;
    private final Predicate<String> speaks;
    private final boolean dialler;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream(64);
    private boolean greeted;
    private int proposed;
    private int answered;

    /**
     * What follows from the bytes so far.
     *
     * @param reply to be sent, may be empty
     * @param protocol what both ends speak from here on, once that is settled
     */
    record Step(byte[] reply, Optional<String> protocol) {}

    private Negotiation(boolean dialler, List<String> proposals, Predicate<String> speaks) {
        this.dialler = dialler;
        this.proposals = proposals;
        this.speaks = speaks;
    }

    /** The end that proposes, the most wanted first. */
    static Negotiation dialler(List<String> proposals) {
        if (proposals.isEmpty() || proposals.size() > MAX_PROPOSALS) {
            throw new IllegalArgumentException("from 1 to " + MAX_PROPOSALS + " protocols can be proposed");
        }
        return new Negotiation(true, List.copyOf(proposals), protocol -> false);
    }

    static Negotiation listener(Predicate<String> speaks) {
        return new Negotiation(false, List.of(), speaks);
    }

    /** What a dialler sends first: the name and the first proposal, in one go. A listener sends nothing first. */
    byte[] first() {
        if (!dialler) {
            return new byte[0];
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(message(HEADER));
        out.writeBytes(message(proposals.get(proposed++)));
        return out.toByteArray();
    }

    /**
     * Takes bytes up to the one that settles it; what comes behind stays in the buffer.
     *
     * @throws IOException when the other end does not speak multistream, or nothing that this end does
     */
    Step feed(ByteBuffer bytes) throws IOException {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        while (bytes.hasRemaining()) {
            partial.write(bytes.get());
            Optional<String> message = whole();
            if (message.isEmpty()) {
                continue;
            }
            partial.reset();
            Optional<String> settled = dialler ? answer(message.get(), reply) : proposal(message.get(), reply);
            if (settled.isPresent()) {
                return new Step(reply.toByteArray(), settled);
            }
        }
        return new Step(reply.toByteArray(), Optional.empty());
    }

    private Optional<String> whole() throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(partial.toByteArray());
        if (buffer.get(buffer.limit() - 1) < 0 && buffer.limit() < 3) {
            return Optional.empty();
        }
        long length;
        try {
            length = Varint.read(buffer);
        } catch (IllegalArgumentException e) {
            throw new IOException("not multistream-select: " + e.getMessage(), e);
        }
        if (length < 1 || length > MAX_MESSAGE) {
            throw new IOException("not multistream-select: a message of " + length + " bytes");
        }
        if (buffer.remaining() < length) {
            return Optional.empty();
        }
        byte[] text = new byte[(int) length - 1];
        buffer.get(text);
        if (buffer.get() != '\n') {
            throw new IOException("not multistream-select: a message without a newline");
        }
        return Optional.of(new String(text, UTF_8));
    }

    private Optional<String> answer(String message, ByteArrayOutputStream reply) throws IOException {
        if (!greeted) {
            greet(message);
            return Optional.empty();
        }
        if (message.equals(proposals.get(proposed - 1))) {
            return Optional.of(message);
        }
        if (!message.equals(NOT_AVAILABLE)) {
            throw new IOException("the peer answered a proposal with something else");
        }
        if (proposed == proposals.size()) {
            throw new IOException("the peer does not speak " + String.join(" or ", proposals));
        }
        reply.writeBytes(message(proposals.get(proposed++)));
        return Optional.empty();
    }

    private Optional<String> proposal(String message, ByteArrayOutputStream reply) throws IOException {
        if (!greeted) {
            greet(message);
            reply.writeBytes(message(HEADER));
            return Optional.empty();
        }
        if (++answered > MAX_PROPOSALS) {
            throw new IOException("too many proposals");
        }
        if (speaks.test(message)) {
            reply.writeBytes(message(message));
            return Optional.of(message);
        }
        reply.writeBytes(message(NOT_AVAILABLE));
        return Optional.empty();
    }

    private void greet(String message) throws IOException {
        if (!message.equals(HEADER)) {
            throw new IOException("the peer does not speak multistream-select 1.0");
        }
        greeted = true;
    }

    private static byte[] message(String text) {
        byte[] body = (text + "\n").getBytes(UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(Varint.length(body.length) + body.length);
        return buffer.put(Varint.bytes(body.length)).put(body).array();
    }
}
