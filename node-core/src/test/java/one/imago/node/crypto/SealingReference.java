package one.imago.node.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Opens sealed content with the Java platform alone, by RFC 9180 and docs/protocol/keys.md. */
final class SealingReference {
    private static final byte[] KEM_SUITE = concat("KEM".getBytes(US_ASCII), new byte[] {0, 0x20});
    private static final byte[] SUITE =
            concat("HPKE".getBytes(US_ASCII), new byte[] {0, 0x20}, new byte[] {0, 1}, new byte[] {0, 2});

    private SealingReference() {}

    static byte[] open(byte[] secret, byte[] publicKey, byte[] sealed, byte[] associatedData)
            throws GeneralSecurityException {
        byte[] encapsulated = Arrays.copyOfRange(sealed, 14, 46);
        byte[] wrapped = Arrays.copyOfRange(sealed, 46, 94);
        byte[] shared = sharedSecret(secret, publicKey, encapsulated);
        byte[] key = openWrapped(shared, "imago/sealing/key/1".getBytes(US_ASCII), wrapped);
        byte[] bound = concat("imago/sealing/content/2\0".getBytes(US_ASCII), associatedData);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int chunk = 0;
        for (int from = 94; chunk == 0 || from < sealed.length; from += 65_552) {
            int to = Math.min(from + 65_552, sealed.length);
            byte last = (byte) (to == sealed.length ? 1 : 0);
            byte[] nonce = {0, 0, 0, 0, 0, 0, 0, 0, (byte) (chunk >> 16), (byte) (chunk >> 8), (byte) chunk, last};
            content.writeBytes(gcm(key, nonce, bound, Arrays.copyOfRange(sealed, from, to)));
            chunk++;
        }
        return content.toByteArray();
    }

    /** RFC 9180 §4.1, Decap. */
    private static byte[] sharedSecret(byte[] secret, byte[] publicKey, byte[] encapsulated)
            throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance("X25519");
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
        BigInteger u = EdwardsReference.number(encapsulated);
        agreement.doPhase(keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, u)), true);
        byte[] prk = extract(KEM_SUITE, new byte[0], "eae_prk", agreement.generateSecret());
        return expand(KEM_SUITE, prk, "shared_secret", concat(encapsulated, publicKey), 32);
    }

    /** RFC 9180 §5.1, KeySchedule in base mode, and §5.2, Open of the first message. */
    private static byte[] openWrapped(byte[] shared, byte[] info, byte[] ciphertext) throws GeneralSecurityException {
        byte[] context = concat(
                new byte[] {0},
                extract(SUITE, new byte[0], "psk_id_hash", new byte[0]),
                extract(SUITE, new byte[0], "info_hash", info));
        byte[] prk = extract(SUITE, shared, "secret", new byte[0]);
        byte[] key = expand(SUITE, prk, "key", context, 32);
        byte[] nonce = expand(SUITE, prk, "base_nonce", context, 12);
        return gcm(key, nonce, new byte[0], ciphertext);
    }

    private static byte[] extract(byte[] suite, byte[] salt, String label, byte[] material)
            throws GeneralSecurityException {
        byte[] labeled = concat("HPKE-v1".getBytes(US_ASCII), suite, label.getBytes(US_ASCII), material);
        return hmac(salt.length == 0 ? new byte[32] : salt, labeled);
    }

    private static byte[] expand(byte[] suite, byte[] prk, String label, byte[] info, int length)
            throws GeneralSecurityException {
        byte[] labeled = concat(
                new byte[] {0, (byte) length},
                "HPKE-v1".getBytes(US_ASCII),
                suite,
                label.getBytes(US_ASCII),
                info,
                new byte[] {1});
        return Arrays.copyOf(hmac(prk, labeled), length);
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] gcm(byte[] key, byte[] nonce, byte[] associatedData, byte[] ciphertext)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(associatedData);
        return cipher.doFinal(ciphertext);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
