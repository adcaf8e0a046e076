package one.imago.node.crypto;

/**
 * A library that evaluates the verification equation. What libraries disagree about (encodings, torsion) is decided
 * before and after it, by {@link Ed25519Rule} and the provider together; see docs/protocol/signatures.md.
 */
interface Ed25519Provider {
    String name();

    /**
     * Prepares a public key that is already known to be canonical and of order L.
     *
     * @param key 32 bytes
     */
    Key prepare(byte[] key);

    /** A prepared key. Thread-safe. */
    interface Key {
        /**
         * Whether R = [S]B − [h]A exactly, given that R is canonically encoded and not of small order and S is below L.
         *
         * @param signature 64 bytes
         */
        boolean verifies(byte[] signed, byte[] signature);
    }
}
