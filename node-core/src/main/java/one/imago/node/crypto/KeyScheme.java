package one.imago.node.crypto;

/** Signature schemes by their protocol number. Later ones are added by an upgrade, never renumbered. */
public enum KeyScheme {
    ED25519(1, 32, 64);

    private final int code;
    private final int publicKeyLength;
    private final int signatureLength;

    KeyScheme(int code, int publicKeyLength, int signatureLength) {
        this.code = code;
        this.publicKeyLength = publicKeyLength;
        this.signatureLength = signatureLength;
    }

    public int code() {
        return code;
    }

    public int publicKeyLength() {
        return publicKeyLength;
    }

    public int signatureLength() {
        return signatureLength;
    }
}
