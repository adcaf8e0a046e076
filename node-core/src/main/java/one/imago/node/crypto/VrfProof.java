package one.imago.node.crypto;

import java.util.Arrays;

/**
 * A proof of {@link Vrf}, well-formed and not yet verified: Γ is a point of the curve in its one encoding, s is below L.
 * Immutable.
 */
public final class VrfProof {
    public static final int LENGTH = 80;
    private static final int CHALLENGE = EdwardsPoint.LENGTH;
    private static final int RESPONSE = CHALLENGE + Vrf.CHALLENGE_LENGTH;

    private final byte[] bytes;
    private final EdwardsPoint gamma;

    private VrfProof(byte[] bytes, EdwardsPoint gamma) {
        this.bytes = bytes;
        this.gamma = gamma;
    }

    static VrfProof of(EdwardsPoint gamma, byte[] challenge, byte[] response) {
        byte[] bytes = Arrays.copyOf(gamma.encode(), LENGTH);
        System.arraycopy(challenge, 0, bytes, CHALLENGE, challenge.length);
        System.arraycopy(response, 0, bytes, RESPONSE, response.length);
        return new VrfProof(bytes, gamma);
    }

    /**
     * ECVRF_decode_proof, RFC 9381 §5.4.4.
     *
     * @throws IllegalArgumentException unless these are 80 bytes of a well-formed proof
     */
    public static VrfProof of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a VRF proof has " + LENGTH + " bytes, not " + bytes.length);
        }
        if (!GroupScalar.isReduced(Arrays.copyOfRange(bytes, RESPONSE, LENGTH))) {
            throw new IllegalArgumentException("the response of a VRF proof is below the order of the group");
        }
        EdwardsPoint gamma = EdwardsPoint.decode(Arrays.copyOf(bytes, EdwardsPoint.LENGTH))
                .orElseThrow(() -> new IllegalArgumentException("a VRF proof starts with a point of the curve"));
        return new VrfProof(bytes.clone(), gamma);
    }

    /** Γ ‖ c ‖ s. */
    public byte[] bytes() {
        return bytes.clone();
    }

    EdwardsPoint gamma() {
        return gamma;
    }

    byte[] challenge() {
        return Arrays.copyOfRange(bytes, CHALLENGE, RESPONSE);
    }

    byte[] response() {
        return Arrays.copyOfRange(bytes, RESPONSE, LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VrfProof proof && Arrays.equals(bytes, proof.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Hex.encode(bytes);
    }
}
