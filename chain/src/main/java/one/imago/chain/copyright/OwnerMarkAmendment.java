package one.imago.chain.copyright;

import static one.imago.chain.copyright.PreparedPayload.require;

import com.google.protobuf.ByteString;
import java.util.Optional;
import one.imago.chain.copyright.UnsafeToSign.Reason;
import one.imago.chain.proto.RegisterWork;
import one.imago.chain.proto.TransactionPayload;
import one.imago.chain.transaction.FeeSchedule;
import one.imago.chain.transaction.TransactionBody;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.UnsignedTransaction;

/**
 * What an owner changes in a reveal that a node prepared: the node cannot write a mark under a key that it must not know,
 * so the owner's side writes it and says so itself. Specified in docs/protocol/records.md.
 */
public final class OwnerMarkAmendment {
    private OwnerMarkAmendment() {}

    /**
     * Names another marked file and the commitment to the key of the owner's mark in it, and pays for the longer body by
     * {@link FeeSchedule}. Nothing else differs: not the nonce, not the expiry, no other field.
     *
     * @param prepared by a node, and passed by {@link RegisterWorkCheck} under the same limits
     * @param markedSha256 of the file that carries both marks
     * @param ownerMarkCommit commitment to key and salt
     * @return what to sign in its place
     * @throws UnsafeToSign when what was given is no reveal, names an owner's mark already, or would cost too much
     */
    public static UnsignedTransaction amend(
            UnsignedTransaction prepared, SigningLimits limits, Hash markedSha256, Hash ownerMarkCommit)
            throws UnsafeToSign {
        TransactionPayload payload = PreparedPayload.envelope(prepared, CopyrightKinds.REGISTER_WORK, limits);
        RegisterWork work = PreparedPayload.body(payload, CopyrightKinds.REGISTER_WORK, RegisterWork.parser());
        require(work.getOwnerMarkCommit().isEmpty(), Reason.UNASKED, "it names an owner's mark that you did not make");
        RegisterWork amended = work.toBuilder()
                .setMarkedSha256(ByteString.copyFrom(markedSha256.bytes()))
                .setOwnerMarkCommit(ByteString.copyFrom(ownerMarkCommit.bytes()))
                .build();
        Optional<String> problem = RegistrationRules.problem(amended);
        require(problem.isEmpty(), Reason.MALFORMED, problem.orElse(""));
        TransactionBody body = new TransactionBody(CopyrightKinds.REGISTER_WORK, amended.toByteArray());
        Amount fee = prepared.fee().plus(extra(payload.getBody().size(), body.bytes().length));
        require(
                limits.maxFee().covers(fee),
                Reason.FEE,
                "with the owner's mark its fee is " + fee + ", above the most that you allow, " + limits.maxFee());
        return body.from(limits.sender(), limits.chainId(), payload.getNonce(), fee, payload.getExpiry())
                .encode();
    }

    /** What the node put above the least fee stays. */
    private static Amount extra(int before, int after) {
        return FeeSchedule.minimum(CopyrightKinds.REGISTER_WORK, after)
                .minus(FeeSchedule.minimum(CopyrightKinds.REGISTER_WORK, before));
    }
}
