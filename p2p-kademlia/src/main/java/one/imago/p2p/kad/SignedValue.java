package one.imago.p2p.kad;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SignatureVerifier;
import one.imago.node.crypto.SigningKey;
import one.imago.p2p.proto.SignedValueRecord;

/**
 * A value in the DHT that only its signer can write and replace: the key it lies under names the signer. Immutable; one
 * that exists is valid but for time.
 *
 * <p>Source: docs/protocol/kad.md.
 *
 * @param signer whose it is
 * @param name which of the signer's values: 1 to 64 of {@code a-z 0-9 -}
 * @param sequence the highest one counts
 * @param expires milliseconds since 1970 after which it is worth nothing
 * @param payload at most {@link #MAX_PAYLOAD} bytes
 * @param signature by the signer over the fields before
 */
public record SignedValue(
        PublicKey signer, String name, long sequence, long expires, WireBytes payload, WireBytes signature) {
    public static final int MAX_PAYLOAD = 4 << 10;

    /** Of two values under one key, the greater counts. */
    static final Comparator<SignedValue> WORTH = Comparator.comparingLong(SignedValue::sequence)
            .thenComparingLong(SignedValue::expires)
            .thenComparing(value -> value.payload.bytes(), Arrays::compareUnsigned);

    private static final byte[] NAMESPACE = "/imago/value/".getBytes(StandardCharsets.US_ASCII);
    private static final byte FORMAT = 1;

    /**
     * Signs a value.
     *
     * @throws IllegalArgumentException when a field is out of its bounds
     */
    public static SignedValue sign(SigningKey key, String name, long sequence, long expires, byte[] payload) {
        check(name, sequence, expires, payload.length);
        byte[] signature = key.sign(SignatureDomain.PEER_RECORD, signed(name, sequence, expires, payload));
        return new SignedValue(
                key.publicKey(), name, sequence, expires, WireBytes.of(payload), WireBytes.of(signature));
    }

    /**
     * Reads a value and verifies it.
     *
     * @throws MalformedMessage when it is not one, or its signature is not the signer's
     */
    public static SignedValue decode(byte[] bytes) throws MalformedMessage {
        SignedValueRecord record;
        try {
            record = SignedValueRecord.parseFrom(bytes);
            check(
                    record.getName(),
                    record.getSequence(),
                    record.getExpiresMillis(),
                    record.getPayload().size());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new MalformedMessage("not a signed value", e);
        }
        if (record.getPublicKey().size() != PublicKey.LENGTH) {
            throw new MalformedMessage("a signed value has a public key of 32 bytes");
        }
        PublicKey signer = PublicKey.of(record.getPublicKey().toByteArray());
        byte[] payload = record.getPayload().toByteArray();
        byte[] signature = record.getSignature().toByteArray();
        byte[] signed = signed(record.getName(), record.getSequence(), record.getExpiresMillis(), payload);
        if (!SignatureVerifier.verify(signer, SignatureDomain.PEER_RECORD, signed, signature)) {
            throw new MalformedMessage("a signed value whose signature is not its signer's");
        }
        return new SignedValue(
                signer,
                record.getName(),
                record.getSequence(),
                record.getExpiresMillis(),
                WireBytes.of(payload),
                WireBytes.of(signature));
    }

    public byte[] encode() {
        return SignedValueRecord.newBuilder()
                .setPublicKey(KadCodec.wrap(signer.bytes()))
                .setName(name)
                .setSequence(sequence)
                .setExpiresMillis(expires)
                .setPayload(KadCodec.wrap(payload.bytes()))
                .setSignature(KadCodec.wrap(signature.bytes()))
                .build()
                .toByteArray();
    }

    /** The wire's key that it lies under. */
    public byte[] key() {
        return key(signer, name);
    }

    /** The wire's key of a signer's value: {@code /imago/value/} ‖ public key ‖ name. */
    public static byte[] key(PublicKey signer, String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(NAMESPACE.length + PublicKey.LENGTH + text.length)
                .put(NAMESPACE)
                .put(signer.bytes())
                .put(text)
                .array();
    }

    private static byte[] signed(String name, long sequence, long expires, byte[] payload) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + text.length + 16 + payload.length)
                .put(FORMAT)
                .put((byte) text.length)
                .put(text)
                .putLong(sequence)
                .putLong(expires)
                .put(payload)
                .array();
    }

    private static void check(String name, long sequence, long expires, int payload) {
        if (!name.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("a value's name has 1 to 64 of a-z, 0-9 and -");
        }
        if (sequence < 0 || expires < 0) {
            throw new IllegalArgumentException("sequence and expiry are not negative");
        }
        if (payload > MAX_PAYLOAD) {
            throw new IllegalArgumentException("a value has at most " + MAX_PAYLOAD + " bytes");
        }
    }
}
