package one.imago.p2p.takedown;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SignatureVerifier;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.WorkId;

/**
 * A signed demand to hold some content no longer. Whether it binds a node is that node's to decide: see {@link
 * TakedownDesk}. The format is in docs/protocol/content.md. Immutable.
 *
 * @param authority in what right it is demanded
 * @param chainId the ledger on which the work is registered
 * @param work the work whose preview it is; zero when a list demands it
 * @param content what shall go
 * @param issuedMillis when it was signed, milliseconds since 1970, as the signer says
 * @param signer who signed
 * @param signature 64 bytes
 */
public record Takedown(
        Authority authority,
        Hash chainId,
        WorkId work,
        Cid content,
        long issuedMillis,
        PublicKey signer,
        byte[] signature) {
    private static final byte[] MAGIC = "imago-takedown\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int CID_BYTES = 36;
    private static final int SIGNATURE_BYTES = 64;
    private static final int SIGNED_BYTES =
            MAGIC.length + 2 + Hash.LENGTH + Long.BYTES + CID_BYTES + Long.BYTES + PublicKey.LENGTH;

    /** Bytes of its encoding. */
    public static final int LENGTH = SIGNED_BYTES + SIGNATURE_BYTES;

    /** In what right something is taken down. */
    public enum Authority {
        /** The work's owner on the ledger. */
        OWNER(1),
        /** The keeper of a list that the node's operator chose. */
        LIST(2);

        private final int code;

        Authority(int code) {
            this.code = code;
        }
    }

    public Takedown {
        if (issuedMillis < 0 || signature.length != SIGNATURE_BYTES) {
            throw new IllegalArgumentException("a takedown has a time and a signature of 64 bytes");
        }
        if (authority == Authority.LIST && work.value() != 0) {
            throw new IllegalArgumentException("a list takes down content, not a work");
        }
        signature = signature.clone();
    }

    /** Signs a demand. */
    public static Takedown sign(
            Authority authority, Hash chainId, WorkId work, Cid content, long issuedMillis, SigningKey key) {
        byte[] signed = signed(authority, chainId, work, content, issuedMillis, key.publicKey());
        byte[] signature = key.sign(SignatureDomain.TAKEDOWN, signed);
        return new Takedown(authority, chainId, work, content, issuedMillis, key.publicKey(), signature);
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    /** Whether its signer signed it. */
    public boolean isAuthentic() {
        byte[] signed = signed(authority, chainId, work, content, issuedMillis, signer);
        return SignatureVerifier.verify(signer, SignatureDomain.TAKEDOWN, signed, signature);
    }

    public byte[] encode() {
        byte[] signed = signed(authority, chainId, work, content, issuedMillis, signer);
        byte[] bytes = Arrays.copyOf(signed, LENGTH);
        System.arraycopy(signature, 0, bytes, SIGNED_BYTES, SIGNATURE_BYTES);
        return bytes;
    }

    /**
     * Reads a stranger's bytes; the signature is not checked.
     *
     * @throws IOException when it is anything but the one encoding of a takedown
     */
    public static Takedown decode(byte[] bytes) throws IOException {
        if (bytes.length != LENGTH
                || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                || bytes[MAGIC.length] != VERSION) {
            throw new IOException("this is not a takedown of version " + VERSION);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(MAGIC.length + 1);
        int code = in.get();
        for (Authority authority : Authority.values()) {
            if (authority.code == code) {
                return decode(authority, in);
            }
        }
        throw new IOException("a takedown is demanded by an owner or a list");
    }

    private static Takedown decode(Authority authority, ByteBuffer in) throws IOException {
        try {
            return new Takedown(
                    authority,
                    Hash.of(take(in, Hash.LENGTH)),
                    new WorkId(in.getLong()),
                    Cid.ofBytes(take(in, CID_BYTES)),
                    in.getLong(),
                    PublicKey.of(take(in, PublicKey.LENGTH)),
                    take(in, SIGNATURE_BYTES));
        } catch (IllegalArgumentException e) {
            throw new IOException("a takedown holds what it cannot: " + e.getMessage(), e);
        }
    }

    private static byte[] signed(
            Authority authority, Hash chainId, WorkId work, Cid content, long issuedMillis, PublicKey signer) {
        return ByteBuffer.allocate(SIGNED_BYTES)
                .put(MAGIC)
                .put(VERSION)
                .put((byte) authority.code)
                .put(chainId.bytes())
                .putLong(work.value())
                .put(content.bytes())
                .putLong(issuedMillis)
                .put(signer.bytes())
                .array();
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
