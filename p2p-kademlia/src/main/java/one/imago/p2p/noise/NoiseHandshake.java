package one.imago.p2p.noise;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One end of {@code Noise_XX_25519_ChaChaPoly_SHA256}: three messages, after which both know the other's static key and
 * share two ciphers. Owned by one thread; any failure ends it.
 *
 * <pre>
 *   → e
 *   ← e, ee, s, es
 *   → s, se
 * </pre>
 *
 * <p>Source: The Noise Protocol Framework, revision 34, §5 and §7.5.
 */
public final class NoiseHandshake {
    /** Longest Noise message. */
    public static final int MAX_MESSAGE = 65_535;

    private static final String NAME = "Noise_XX_25519_ChaChaPoly_SHA256";
    private static final int MESSAGES = 3;

    private final boolean initiator;
    private final KeyPair ephemeral;
    private final KeyPair fixed;
    private final SymmetricState state;
    private int next;
    private byte @Nullable [] theirEphemeral;
    private byte @Nullable [] theirStatic;

    NoiseHandshake(boolean initiator, KeyPair ephemeral, KeyPair fixed, byte[] prologue) {
        this.initiator = initiator;
        this.ephemeral = ephemeral;
        this.fixed = fixed;
        this.state = new SymmetricState(NAME, prologue);
    }

    /** With fresh keys and no prologue, as libp2p does it. A static key serves one connection: peer ids prove it. */
    public static NoiseHandshake create(boolean initiator, SecureRandom random) {
        return new NoiseHandshake(initiator, KeyPair.generate(random), KeyPair.generate(random), new byte[0]);
    }

    /** Whether the next message is this end's to write. */
    public boolean writesNext() {
        return !isFinished() && (next % 2 == 0) == initiator;
    }

    public boolean isFinished() {
        return next == MESSAGES;
    }

    /** This end's static public key. */
    public byte[] staticKey() {
        return fixed.open().clone();
    }

    /** The other end's static public key. Known after its message was read. */
    public byte[] theirStaticKey() {
        return require(theirStatic).clone();
    }

    /** Writes the next message with this payload; only messages after the first keep it secret. */
    public byte[] write(byte[] payload) throws NoiseException {
        if (!writesNext()) {
            throw new IllegalStateException("it is the other end's turn");
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        switch (next) {
            case 0 -> writeEphemeral(message);
            case 1 -> {
                writeEphemeral(message);
                state.mixKey(ephemeral.agree(require(theirEphemeral)));
                message.writeBytes(state.encryptAndHash(fixed.open()));
                state.mixKey(fixed.agree(require(theirEphemeral)));
            }
            default -> {
                message.writeBytes(state.encryptAndHash(fixed.open()));
                state.mixKey(fixed.agree(require(theirEphemeral)));
            }
        }
        message.writeBytes(state.encryptAndHash(payload));
        next++;
        return message.toByteArray();
    }

    /** Reads the other end's next message; gives its payload. */
    public byte[] read(byte[] message) throws NoiseException {
        if (isFinished() || writesNext()) {
            throw new IllegalStateException("it is this end's turn");
        }
        int at = 0;
        switch (next) {
            case 0 -> at = readEphemeral(message);
            case 1 -> {
                at = readEphemeral(message);
                state.mixKey(ephemeral.agree(require(theirEphemeral)));
                at = readStatic(message, at);
                state.mixKey(ephemeral.agree(require(theirStatic)));
            }
            default -> {
                at = readStatic(message, 0);
                state.mixKey(ephemeral.agree(require(theirStatic)));
            }
        }
        byte[] payload = state.decryptAndHash(Arrays.copyOfRange(message, at, message.length));
        next++;
        return payload;
    }

    /** The ciphers of the finished handshake: what this end sends with, what it receives with. */
    public Ciphers split() {
        if (!isFinished()) {
            throw new IllegalStateException("the handshake is not finished");
        }
        NoiseCipher[] pair = state.split();
        return initiator ? new Ciphers(pair[0], pair[1]) : new Ciphers(pair[1], pair[0]);
    }

    /** The hash of everything that was said. */
    byte[] handshakeHash() {
        return state.hash();
    }

    /** Both directions of a session. */
    public record Ciphers(NoiseCipher sending, NoiseCipher receiving) {}

    private void writeEphemeral(ByteArrayOutputStream message) {
        message.writeBytes(ephemeral.open());
        state.mixHash(ephemeral.open());
    }

    private int readEphemeral(byte[] message) throws NoiseException {
        byte[] key = part(message, 0, KeyPair.LENGTH);
        theirEphemeral = key;
        state.mixHash(key);
        return KeyPair.LENGTH;
    }

    private int readStatic(byte[] message, int at) throws NoiseException {
        int length = KeyPair.LENGTH + NoiseCipher.TAG;
        theirStatic = state.decryptAndHash(part(message, at, length));
        return at + length;
    }

    private static byte[] part(byte[] message, int at, int length) throws NoiseException {
        if (message.length - at < length) {
            throw new NoiseException("a handshake message is too short");
        }
        return Arrays.copyOfRange(message, at, at + length);
    }

    private static byte[] require(byte @Nullable [] key) {
        if (key == null) {
            throw new IllegalStateException("not known yet");
        }
        return key;
    }
}
