package one.imago.chain.copyright;

import static one.imago.chain.copyright.PreparedPayload.hash;
import static one.imago.chain.copyright.PreparedPayload.require;

import java.util.List;
import java.util.Optional;
import one.imago.chain.copyright.UnsafeToSign.Reason;
import one.imago.chain.proto.RegisterWork;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.PictureFacts;
import one.imago.node.ledger.UnsignedTransaction;
import one.imago.node.ledger.WorkId;

/**
 * What a client checks before it signs a reveal that a node prepared. A node lent by somebody else may refuse service or
 * compute a poor fingerprint or resolution (claims until somebody recomputes them), but it gets no signature under another owner, file, title, declaration, fee or chain, nor
 * under fields that the owner did not ask for.
 */
public final class RegisterWorkCheck {
    private RegisterWorkCheck() {}

    /**
     * What the owner asked for; all of it is known without the node.
     *
     * @param sha256 of the file, computed by the client
     * @param salt chosen by the client
     * @param declaration by the owner
     * @param contests claims that the owner disputes
     * @param isPrivate whether fingerprints and preview stay off the ledger
     */
    public record Request(Hash sha256, Hash salt, Declaration declaration, List<WorkId> contests, boolean isPrivate) {
        public Request {
            contests = contests.stream().sorted().distinct().toList();
        }
    }

    /**
     * @return what the reveal says about the picture, for the client to check against the marked file that it is given
     * @throws UnsafeToSign when it is anything but the asked for reveal
     */
    public static PictureFacts check(UnsignedTransaction unsigned, SigningLimits limits, Request request)
            throws UnsafeToSign {
        RegisterWork work = PreparedPayload.body(unsigned, CopyrightKinds.REGISTER_WORK, RegisterWork.parser(), limits);
        Optional<String> problem = RegistrationRules.problem(work);
        require(problem.isEmpty(), Reason.MALFORMED, problem.orElse(""));
        require(
                Address.of(work.getOwner().toByteArray()).equals(limits.sender()),
                Reason.OWNER,
                "its owner is not you");
        require(hash(work.getSha256()).equals(request.sha256()), Reason.FILE, "it is about another file");
        Hash commitment = Commitment.commit(limits.chainId(), limits.sender(), request.sha256(), request.salt());
        require(
                hash(work.getSalt()).equals(request.salt())
                        && hash(work.getCommitRef()).equals(commitment)
                        && work.getWorkId() == Commitment.workIdOf(commitment).value(),
                Reason.COMMITMENT,
                "it does not open your commitment");
        Declaration declaration = RecordedWork.declaration(work);
        require(
                declaration.title().equals(request.declaration().title()),
                Reason.TITLE,
                "its title is not the one that you gave");
        require(
                declaration.equals(request.declaration()),
                Reason.DECLARATION,
                "its role, authorship, publication or manifest is not what you declared");
        require(
                RecordedWork.ids(work.getContestsList()).equals(request.contests()),
                Reason.CONTESTS,
                "it disputes other claims than you asked for");
        require(
                !request.isPrivate()
                        || (work.getFingerprintsCount() == 0
                                && work.getPreviewCid().isEmpty()),
                Reason.PRIVACY,
                "it publishes fingerprints or a preview of a private work");
        require(
                work.getParentsCount() == 0
                        && work.getOwnerMarkCommit().isEmpty()
                        && work.getEvidenceRoot().isEmpty()
                        && work.getLicenceRef().isEmpty(),
                Reason.UNASKED,
                "it says more than you asked for");
        return RecordedWork.facts(work);
    }
}
