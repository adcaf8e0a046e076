package one.imago.node.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A verifiable random function: ECVRF-EDWARDS25519-SHA512-TAI of RFC 9381. The holder of a key computes one output for an
 * input and proves it; nobody else can predict it, and the holder has no second one. Ed25519 signatures would not do: a
 * signer can make many for one message.
 *
 * <p>The key pair is the one that signs. RFC 8032 and RFC 9381 derive their nonces from the same half of the hashed seed,
 * the one from the signed bytes, the other from a curve point of 32 bytes. They would meet only if a signed message were
 * such a point; everything signed here starts with a domain string ({@link SignatureDomain}), and the point is a hash.
 *
 * <p><b>What is constant-time.</b> Everything that touches the seed, the secret scalar or the nonce: SHA-512 of the
 * platform, scalar multiplication ({@link EdwardsPoint#timesSecret}), field arithmetic (BouncyCastle's), and arithmetic
 * modulo the group order ({@link GroupScalar}). As far as Java promises that: the compiler is free. <b>What is not.</b>
 * Hashing the input to the curve, whose number of tries depends on key and input only, and verification: all of it is
 * public. An input that must stay secret must not be given to this function.
 *
 * <p>Stateless and thread-safe. docs/protocol/vrf.md.
 */
public final class Vrf {
    static final int CHALLENGE_LENGTH = 16;
    private static final int MAX_TRIES = 256;
    private static final byte[] SUITE = {0x03};
    private static final byte[] ENCODE_TO_CURVE = {0x01};
    private static final byte[] CHALLENGE = {0x02};
    private static final byte[] OUTPUT = {0x03};
    private static final byte[] BACK = {0x00};

    private Vrf() {}

    /**
     * ECVRF_prove, RFC 9381 §5.1: one proof for one key and input.
     *
     * @param input public; callers put a domain string in front
     */
    public static VrfProof prove(SigningKey key, byte[] input) {
        byte[] seed = key.seed();
        byte[] hashed = sha512(seed);
        byte[] secret = Arrays.copyOf(hashed, EdwardsPoint.LENGTH);
        byte[] prefix = Arrays.copyOfRange(hashed, EdwardsPoint.LENGTH, hashed.length);
        try {
            secret[0] &= (byte) 0xf8;
            secret[31] &= 0x7f;
            secret[31] |= 0x40;
            byte[] publicKey = key.publicKey().bytes();
            EdwardsPoint point = encodeToCurve(publicKey, input);
            EdwardsPoint gamma = point.timesSecret(secret);
            byte[] nonce = GroupScalar.reduce(sha512(prefix, point.encode()));
            byte[] challenge =
                    challenge(publicKey, point, gamma, EdwardsPoint.BASE.timesSecret(nonce), point.timesSecret(nonce));
            byte[] response = GroupScalar.multiplyAdd(secret, challenge, nonce);
            Arrays.fill(nonce, (byte) 0);
            return VrfProof.of(gamma, challenge, response);
        } finally {
            Arrays.fill(seed, (byte) 0);
            Arrays.fill(hashed, (byte) 0);
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(prefix, (byte) 0);
        }
    }

    /**
     * ECVRF_verify, RFC 9381 §5.3, with a stricter check of the key: like for signatures it has to be of order L, which
     * includes ECVRF_validate_key (§5.4.5). So every verdict on a producer's key is one.
     *
     * @return the output, or empty when the proof is not one of this key for this input
     */
    public static Optional<VrfOutput> verify(PublicKey key, byte[] input, VrfProof proof) {
        byte[] publicKey = key.bytes();
        Optional<EdwardsPoint> keyPoint = EdwardsPoint.decode(publicKey);
        if (keyPoint.isEmpty() || !Ed25519.validatePublicKeyFull(publicKey, 0)) {
            return Optional.empty();
        }
        byte[] challenge = proof.challenge();
        byte[] response = proof.response();
        byte[] scalar = Arrays.copyOf(challenge, GroupScalar.LENGTH);
        EdwardsPoint point = encodeToCurve(publicKey, input);
        EdwardsPoint u = EdwardsPoint.sumOfProducts(
                response, EdwardsPoint.BASE, scalar, keyPoint.get().negated());
        EdwardsPoint v = EdwardsPoint.sumOfProducts(
                response, point, scalar, proof.gamma().negated());
        return Arrays.equals(challenge, challenge(publicKey, point, proof.gamma(), u, v))
                ? Optional.of(output(proof))
                : Optional.empty();
    }

    /**
     * ECVRF_proof_to_hash, RFC 9381 §5.2, of a proof that this side made or has verified; of any other it means nothing.
     * Γ is multiplied by the cofactor, so that proofs which differ by a point of small order have one output.
     */
    public static VrfOutput output(VrfProof proof) {
        return VrfOutput.of(sha512(SUITE, OUTPUT, proof.gamma().timesCofactor().encode(), BACK));
    }

    /** ECVRF_encode_to_curve_try_and_increment, RFC 9381 §5.4.1.1; salted with the key. Each try succeeds half the time. */
    static EdwardsPoint encodeToCurve(byte[] publicKey, byte[] input) {
        for (int counter = 0; counter < MAX_TRIES; counter++) {
            byte[] hash = sha512(SUITE, ENCODE_TO_CURVE, publicKey, input, new byte[] {(byte) counter}, BACK);
            Optional<EdwardsPoint> point = EdwardsPoint.decode(Arrays.copyOf(hash, EdwardsPoint.LENGTH))
                    .map(EdwardsPoint::timesCofactor);
            if (point.isPresent() && !point.get().isNeutral()) {
                return point.get();
            }
        }
        throw new IllegalStateException("256 hashes missed the curve, which has a chance of 2^-256");
    }

    /** ECVRF_challenge_generation, RFC 9381 §5.4.3. */
    private static byte[] challenge(
            byte[] publicKey, EdwardsPoint point, EdwardsPoint gamma, EdwardsPoint u, EdwardsPoint v) {
        return Arrays.copyOf(
                sha512(SUITE, CHALLENGE, publicKey, point.encode(), gamma.encode(), u.encode(), v.encode(), BACK),
                CHALLENGE_LENGTH);
    }

    private static byte[] sha512(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }
}
