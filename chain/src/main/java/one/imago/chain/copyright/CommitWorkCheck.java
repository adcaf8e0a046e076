package one.imago.chain.copyright;

import java.util.Arrays;
import one.imago.chain.copyright.UnsafeToSign.Reason;
import one.imago.chain.proto.CommitWork;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.UnsignedTransaction;

/** What a client checks before it signs a commit that a node prepared. */
public final class CommitWorkCheck {
    private CommitWorkCheck() {}

    /**
     * @param commitment that the client computed itself
     * @throws UnsafeToSign when it is anything but the asked for commit
     */
    public static void check(UnsignedTransaction unsigned, SigningLimits limits, Hash commitment) throws UnsafeToSign {
        CommitWork body = PreparedPayload.body(unsigned, CopyrightKinds.COMMIT_WORK, CommitWork.parser(), limits);
        PreparedPayload.require(
                Arrays.equals(body.getCommitment().toByteArray(), commitment.bytes()),
                Reason.COMMITMENT,
                "its commitment is not yours");
    }
}
