package one.imago.chain.copyright;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.List;
import java.util.Map;
import one.imago.chain.proto.AddEvidence;
import one.imago.chain.proto.CommitWork;
import one.imago.chain.proto.ContestWork;
import one.imago.chain.proto.LicenceGrant;
import one.imago.chain.proto.LicenceRevoke;
import one.imago.chain.proto.RegisterWork;
import one.imago.chain.proto.TransferWork;
import one.imago.chain.state.AppliedTransaction;
import one.imago.chain.state.StateModule;
import one.imago.chain.state.StateWriter;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.chain.transaction.TransactionKind;

/** The state module of claims on pictures. What each kind does stands in {@link Claims}, {@link Rights}. */
public final class CopyrightModule implements StateModule {
    private static final Map<TransactionKind, Applier> APPLIERS = Map.of(
            CopyrightKinds.COMMIT_WORK, of(CommitWork.parser(), Claims::commit),
            CopyrightKinds.REGISTER_WORK, of(RegisterWork.parser(), Claims::register),
            CopyrightKinds.CONTEST_WORK, of(ContestWork.parser(), Claims::contest),
            CopyrightKinds.TRANSFER_WORK, of(TransferWork.parser(), Rights::transfer),
            CopyrightKinds.ADD_EVIDENCE, of(AddEvidence.parser(), Rights::addEvidence),
            CopyrightKinds.GRANT_LICENCE, of(LicenceGrant.parser(), Rights::grant),
            CopyrightKinds.REVOKE_LICENCE, of(LicenceRevoke.parser(), Rights::revoke));

    @Override
    public String id() {
        return CopyrightKinds.MODULE;
    }

    @Override
    public List<TransactionKind> kinds() {
        return CopyrightKinds.ALL;
    }

    @Override
    public void apply(AppliedTransaction transaction, StateWriter state) throws TransactionRejected {
        Applier applier = APPLIERS.get(transaction.kind());
        if (applier == null) {
            throw new TransactionRejected("unknown-kind", "the copyright module has no kind " + transaction.kind());
        }
        applier.apply(transaction, state);
    }

    private interface Applier {
        void apply(AppliedTransaction transaction, StateWriter state) throws TransactionRejected;
    }

    private interface BodyApplier<M> {
        void apply(AppliedTransaction transaction, M body, StateWriter state) throws TransactionRejected;
    }

    private static <M extends Message> Applier of(Parser<M> parser, BodyApplier<M> applier) {
        return (transaction, state) -> {
            M body;
            try {
                body = CanonicalMessage.parse(parser, transaction.body());
            } catch (NonCanonicalException e) {
                throw new TransactionRejected("non-canonical", transaction.kind() + ": " + e.getMessage());
            }
            applier.apply(transaction, body, state);
        };
    }
}
