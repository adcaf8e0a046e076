package one.imago.chain.copyright;

/** What a piece of evidence is. The number is the protocol's. */
public enum EvidenceType {
    RAW_FILE(1),
    C2PA_MANIFEST(2),
    RFC3161_TOKEN(3),
    CAPTURE(4);

    private final int code;

    EvidenceType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
