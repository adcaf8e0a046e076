package one.imago.node.crypto;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;

/**
 * One encrypted key, as docs/protocol/keys.md has it. The seed is under AES-256-GCM with a key that Argon2id makes of
 * the passphrase; name, public key and parameters are authenticated with it, so that no file can pass for another.
 */
record KeyFile(String name, PublicKey publicKey, Argon2Cost cost, byte[] salt, byte[] nonce, byte[] ciphertext) {
    static final int MAX_BYTES = 4096;
    static final int SALT_LENGTH = 16;
    static final int CIPHERTEXT_LENGTH = SigningKey.SEED_LENGTH + AesGcm.TAG_LENGTH;
    private static final byte[] DOMAIN = "imago/keystore/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    static KeyFile seal(String name, SigningKey key, char[] passphrase, Argon2Cost cost, SecureRandom random)
            throws KeystoreException {
        requireName(name);
        if (passphrase.length == 0) {
            throw new KeystoreException(
                    KeystoreException.Kind.BAD_PASSPHRASE, "an empty passphrase protects nothing: choose one");
        }
        byte[] salt = new byte[SALT_LENGTH];
        byte[] nonce = new byte[AesGcm.NONCE_LENGTH];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        byte[] secret = cost.derive(passphrase, salt);
        byte[] seed = key.seed();
        try {
            byte[] bound = associatedData(name, key.publicKey(), cost, salt);
            return new KeyFile(name, key.publicKey(), cost, salt, nonce, AesGcm.seal(secret, nonce, bound, seed));
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(seed, (byte) 0);
        }
    }

    /**
     * Reads a file of unknown origin.
     *
     * @throws KeystoreException of kind BAD_FILE saying what is wrong with it
     */
    static KeyFile parse(byte[] json) throws KeystoreException {
        return KeyFileJson.parse(json);
    }

    byte[] toJson() {
        return KeyFileJson.write(this);
    }

    KeyEntry entry() {
        return new KeyEntry(name, publicKey);
    }

    SigningKey open(char[] passphrase) throws KeystoreException {
        byte[] secret = cost.derive(passphrase, salt);
        try {
            byte[] seed = AesGcm.open(secret, nonce, associatedData(name, publicKey, cost, salt), ciphertext);
            SigningKey key = SigningKey.ofSeed(seed);
            Arrays.fill(seed, (byte) 0);
            if (!key.publicKey().equals(publicKey)) {
                throw new KeystoreException(
                        KeystoreException.Kind.BAD_FILE, "the key \"" + name + "\" is not the one its file names");
            }
            return key;
        } catch (AEADBadTagException e) {
            throw new KeystoreException(
                    KeystoreException.Kind.WRONG_PASSPHRASE,
                    "wrong passphrase for the key \"" + name + "\", or its file was changed",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    static void requireName(String name) throws KeystoreException {
        // A name is part of a file name, and is written where an address may stand too.
        if (!NAME.matcher(name).matches() || name.startsWith("imago1")) {
            throw new KeystoreException(
                    KeystoreException.Kind.BAD_NAME,
                    "a key's name has 1 to 64 letters, digits, dots, - or _, starts with a letter or digit,"
                            + " and does not start with \"imago1\"");
        }
    }

    private static byte[] associatedData(String name, PublicKey publicKey, Argon2Cost cost, byte[] salt) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(DOMAIN);
            out.writeByte(text.length);
            out.write(text);
            out.writeByte(KeyScheme.ED25519.code());
            out.write(publicKey.bytes());
            out.writeInt(Argon2Cost.VERSION);
            out.writeInt(cost.memoryKib());
            out.writeInt(cost.iterations());
            out.writeInt(cost.parallelism());
            out.write(salt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Says which key, never what is in it. */
    @Override
    public String toString() {
        return "KeyFile[" + name + ", " + publicKey + "]";
    }
}
