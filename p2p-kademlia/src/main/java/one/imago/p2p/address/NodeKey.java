package one.imago.p2p.address;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import one.imago.node.crypto.SigningKey;
import one.imago.node.storage.PrivateFiles;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The key behind this node's peer id. It signs what libp2p wants signed, over exact bytes with libp2p's own prefixes;
 * records of this project go under a {@link one.imago.node.crypto.SignatureDomain} with {@link #signingKey()}.
 */
public final class NodeKey {
    private final SigningKey key;
    private final PeerId peerId;

    private NodeKey(SigningKey key) {
        this.key = key;
        this.peerId = PeerId.of(key.publicKey());
    }

    public static NodeKey of(SigningKey key) {
        return new NodeKey(key);
    }

    /**
     * The key in a file of 32 bytes, the seed; made at the first start, readable by its owner alone.
     *
     * @param fresh makes a key when there is no file yet
     * @throws IOException when the file cannot be read or written, or holds anything but a seed
     */
    public static NodeKey inFile(Path file, Supplier<SigningKey> fresh) throws IOException {
        if (!Files.exists(file)) {
            SigningKey made = fresh.get();
            byte[] seed = made.seed();
            PrivateFiles.create(file, seed);
            Arrays.fill(seed, (byte) 0);
            return of(made);
        }
        if (Files.size(file) != SigningKey.SEED_LENGTH) {
            throw new IOException(
                    file + " does not hold a node key (32 bytes): restore it, or move it away for a new one");
        }
        byte[] seed = Files.readAllBytes(file);
        NodeKey key = of(SigningKey.ofSeed(seed));
        Arrays.fill(seed, (byte) 0);
        return key;
    }

    public PeerId peerId() {
        return peerId;
    }

    public SigningKey signingKey() {
        return key;
    }

    /** An Ed25519 signature (RFC 8032) over exactly these bytes, which carry a prefix that says what they are. */
    public byte[] sign(byte[] prefixed) {
        byte[] seed = key.seed();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, prefixed, 0, prefixed.length, signature, 0);
        Arrays.fill(seed, (byte) 0);
        return signature;
    }

    /** Whether the peer's key made this signature over exactly these bytes. */
    public static boolean verify(PeerId peer, byte[] prefixed, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, peer.publicKey().bytes(), 0, prefixed, 0, prefixed.length);
    }

    @Override
    public String toString() {
        return "NodeKey[" + peerId + "]";
    }
}
