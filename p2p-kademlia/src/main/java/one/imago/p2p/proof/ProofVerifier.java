package one.imago.p2p.proof;

import one.imago.node.crypto.Hash;

/** Judges answers: a pure function, so that whoever rewards holders later comes to the same verdict. */
public final class ProofVerifier {
    /** An answer counts while no block higher than the challenge's by more than this is final. */
    public static final int DEADLINE_BLOCKS = 60;

    private ProofVerifier() {}

    /**
     * Judges one answer.
     *
     * @param root root of the content's {@link LeafTree}, known from elsewhere: a manifest, or one's own copy
     * @param answer as it came
     * @param finalHeight highest final block when it came
     */
    public static Verdict judge(Challenge challenge, Hash root, byte[] answer, long finalHeight) {
        if (finalHeight < challenge.height() || finalHeight - challenge.height() > DEADLINE_BLOCKS) {
            return Verdict.LATE;
        }
        try {
            return StorageProof.decode(challenge, answer).proves(challenge, root) ? Verdict.HELD : Verdict.WRONG;
        } catch (MalformedProof e) {
            return Verdict.WRONG;
        }
    }
}
