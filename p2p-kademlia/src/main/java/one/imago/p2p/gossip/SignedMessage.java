package one.imago.p2p.gossip;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import one.imago.p2p.address.NodeKey;
import one.imago.p2p.address.PeerId;

/**
 * A message under its author's signature, in its one encoding: the fields author, data, sequence number and topic in this
 * order, then the signature, then perhaps the author's key again. Messages are passed on byte for byte. Anything else is
 * refused: other implementations encode a message anew before they check its signature, so what they would encode
 * differently they would call forged, and blame the peer that passed it on.
 *
 * <p>Source: libp2p/specs/pubsub, "Message Signing", policy StrictSign.
 */
final class SignedMessage {
    static final int MAX_DATA_BYTES = 1 << 20;
    static final int MAX_TOPIC_BYTES = 128;

    /** Data, author, topic, signature, key and the tags and lengths between them. */
    static final int MAX_BYTES = MAX_DATA_BYTES + 512;

    private static final byte[] SIGNING_PREFIX = "libp2p-pubsub:".getBytes(StandardCharsets.US_ASCII);
    private static final int FROM = (1 << 3) | 2;
    private static final int DATA = (2 << 3) | 2;
    private static final int SEQUENCE = (3 << 3) | 2;
    private static final int TOPIC = (4 << 3) | 2;
    private static final int SIGNATURE = (5 << 3) | 2;
    private static final int KEY = (6 << 3) | 2;
    private static final int SEQUENCE_BYTES = 8;
    private static final int SIGNATURE_BYTES = 64;

    /** A peer id is this long prefix of two bytes and the protobuf of its key. */
    private static final int KEY_OFFSET = 2;

    private final PeerId author;
    private final String topic;
    private final byte[] encoded;
    private final int dataOffset;
    private final int dataLength;
    private final int signedLength;
    private final byte[] signature;
    private final MessageId id;

    private SignedMessage(
            PeerId author, Fields fields, byte[] encoded, int dataOffset, int signedLength, byte[] signature) {
        this.author = author;
        this.topic = fields.topic;
        this.encoded = encoded;
        this.dataOffset = dataOffset;
        this.dataLength = fields.dataLength;
        this.signedLength = signedLength;
        this.signature = signature;
        this.id = new MessageId(ByteBuffer.allocate(PeerId.LENGTH + SEQUENCE_BYTES)
                .put(author.bytes())
                .put(fields.sequence)
                .array());
    }

    /**
     * @param key the author's
     * @param sequence unique among the author's messages
     */
    static SignedMessage sign(NodeKey key, long sequence, String topic, byte[] data) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        if (data.length > MAX_DATA_BYTES || name.length == 0 || name.length > MAX_TOPIC_BYTES) {
            throw new IllegalArgumentException("a message has at most 1 MiB, and a topic 1 to 128 bytes");
        }
        byte[] number = ByteBuffer.allocate(SEQUENCE_BYTES).putLong(sequence).array();
        byte[] unsigned = encode(key.peerId(), data, 0, data.length, number, name);
        byte[] signature = key.sign(prefixed(unsigned, unsigned.length));
        byte[] encoded = Arrays.copyOf(unsigned, unsigned.length + 2 + signature.length);
        encoded[unsigned.length] = SIGNATURE;
        encoded[unsigned.length + 1] = (byte) signature.length;
        System.arraycopy(signature, 0, encoded, unsigned.length + 2, signature.length);
        try {
            return decode(encoded);
        } catch (MalformedFrame e) {
            throw new IllegalStateException("reads what it wrote", e);
        }
    }

    /**
     * Reads one message, whose signature is not checked yet.
     *
     * @param encoded kept, not to be changed
     */
    static SignedMessage decode(byte[] encoded) throws MalformedFrame {
        if (encoded.length > MAX_BYTES) {
            throw new MalformedFrame("a message is larger than 1 MiB");
        }
        Fields fields;
        try {
            fields = Fields.read(encoded);
        } catch (MalformedFrame e) {
            throw e;
        } catch (IOException e) {
            throw new MalformedFrame("not a message: " + e.getMessage());
        }
        PeerId author;
        try {
            author = PeerId.ofBytes(fields.from);
        } catch (IllegalArgumentException e) {
            throw new MalformedFrame("a message has an author that cannot sign it: " + e.getMessage());
        }
        byte[] name = fields.topic.getBytes(StandardCharsets.UTF_8);
        byte[] unsigned = encode(author, encoded, fields.dataOffset, fields.dataLength, fields.sequence, name);
        requireCanonical(fields, unsigned, encoded);
        return new SignedMessage(author, fields, encoded, fields.dataOffset, unsigned.length, fields.signature);
    }

    PeerId author() {
        return author;
    }

    String topic() {
        return topic;
    }

    MessageId id() {
        return id;
    }

    /** A copy. */
    byte[] data() {
        return Arrays.copyOfRange(encoded, dataOffset, dataOffset + dataLength);
    }

    /** The message as it travels; not copied, not to be changed. */
    byte[] encoded() {
        return encoded;
    }

    /** Whether the author signed it. Costs an Ed25519 verification. */
    boolean signatureHolds() {
        return NodeKey.verify(author, prefixed(encoded, signedLength), signature);
    }

    /** Equal when every byte is, the signature included. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SignedMessage message
                && Arrays.equals(signature, message.signature)
                && Arrays.equals(encoded, message.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(signature);
    }

    private static byte[] prefixed(byte[] bytes, int length) {
        byte[] signed = Arrays.copyOf(SIGNING_PREFIX, SIGNING_PREFIX.length + length);
        System.arraycopy(bytes, 0, signed, SIGNING_PREFIX.length, length);
        return signed;
    }

    private static byte[] encode(
            PeerId author, byte[] data, int dataOffset, int dataLength, byte[] sequence, byte[] topic) {
        int size = 2
                + PeerId.LENGTH
                + 1
                + CodedOutputStream.computeUInt32SizeNoTag(dataLength)
                + dataLength
                + 2
                + SEQUENCE_BYTES
                + 1
                + CodedOutputStream.computeUInt32SizeNoTag(topic.length)
                + topic.length;
        byte[] bytes = new byte[size];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeByteArray(1, author.bytes());
            out.writeUInt32NoTag(DATA);
            out.writeUInt32NoTag(dataLength);
            out.writeRawBytes(data, dataOffset, dataLength);
            out.writeByteArray(3, sequence);
            out.writeByteArray(4, topic);
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes;
    }

    /** The fields stand in order and in shortest form exactly when writing them again gives the same bytes. */
    private static void requireCanonical(Fields fields, byte[] unsigned, byte[] encoded) throws MalformedFrame {
        byte[] key = Arrays.copyOfRange(fields.from, KEY_OFFSET, PeerId.LENGTH);
        int end = unsigned.length + 2 + SIGNATURE_BYTES;
        boolean keyHolds = fields.key.length == 0 ? encoded.length == end : Arrays.equals(fields.key, key);
        if (!keyHolds || encoded.length != (fields.key.length == 0 ? end : end + 2 + key.length)) {
            throw new MalformedFrame("a message comes with a key that is not its author's, or with more than it may");
        }
        boolean canonical = Arrays.equals(encoded, 0, unsigned.length, unsigned, 0, unsigned.length)
                && encoded[unsigned.length] == SIGNATURE
                && encoded[unsigned.length + 1] == SIGNATURE_BYTES
                && (encoded.length == end || (encoded[end] == KEY && encoded[end + 1] == key.length));
        if (!canonical) {
            throw new MalformedFrame("a message is not in its one encoding");
        }
    }

    /** What the fields hold, before anything is believed. */
    private static final class Fields {
        private byte[] from = {};
        private int dataOffset;
        private int dataLength = -1;
        private byte[] sequence = {};
        private String topic = "";
        private byte[] signature = {};
        private byte[] key = {};

        static Fields read(byte[] encoded) throws IOException {
            Fields fields = new Fields();
            CodedInputStream in = CodedInputStream.newInstance(encoded);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag) {
                    case FROM -> fields.from = bytes(in, PeerId.LENGTH);
                    case DATA -> {
                        fields.dataLength = length(in, MAX_DATA_BYTES);
                        fields.dataOffset = in.getTotalBytesRead();
                        in.skipRawBytes(fields.dataLength);
                    }
                    case SEQUENCE -> fields.sequence = bytes(in, SEQUENCE_BYTES);
                    case TOPIC -> fields.topic = new String(bytes(in, MAX_TOPIC_BYTES), StandardCharsets.UTF_8);
                    case SIGNATURE -> fields.signature = bytes(in, SIGNATURE_BYTES);
                    case KEY -> fields.key = bytes(in, PeerId.LENGTH);
                    default -> throw new MalformedFrame("a message has a field that this node does not know");
                }
            }
            if (fields.dataLength < 0
                    || fields.sequence.length != SEQUENCE_BYTES
                    || fields.topic.isEmpty()
                    || fields.signature.length != SIGNATURE_BYTES) {
                throw new MalformedFrame("a message lacks its data, number, topic or signature");
            }
            return fields;
        }

        private static byte[] bytes(CodedInputStream in, int max) throws IOException {
            return in.readRawBytes(length(in, max));
        }

        private static int length(CodedInputStream in, int max) throws IOException {
            int length = in.readRawVarint32();
            if (length < 0 || length > max) {
                throw new MalformedFrame("a part of a message is longer than " + max + " bytes");
            }
            return length;
        }
    }
}
