package one.imago.chain.copyright;

import com.google.protobuf.ByteString;
import one.imago.chain.proto.AddEvidence;
import one.imago.chain.proto.EvidenceRecord;
import one.imago.chain.proto.LicenceGrant;
import one.imago.chain.proto.LicenceRecord;
import one.imago.chain.proto.LicenceRevoke;
import one.imago.chain.proto.RegisterWork;
import one.imago.chain.proto.TransferWork;
import one.imago.chain.proto.WorkRecord;
import one.imago.chain.state.AppliedTransaction;
import one.imago.chain.state.StateWriter;
import one.imago.chain.state.TransactionRejected;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;

/** What the owner of a claim can do with it: transfer, evidence, licences. Only the owner's signature does any of it. */
final class Rights {
    static final int MAX_EVIDENCE = 256;
    private static final int SCHEMA = 1;
    private static final int MAX_EVIDENCE_TYPE = EvidenceType.CAPTURE.code();

    private Rights() {}

    static void transfer(AppliedTransaction transaction, TransferWork body, StateWriter state)
            throws TransactionRejected {
        if (body.getTo().size() != Address.LENGTH) {
            throw new TransactionRejected("invalid-record", "the new owner is not an address");
        }
        WorkId id = new WorkId(body.getWorkId());
        WorkRecord work = Claims.ownWork(transaction, state, id);
        Address to = Address.of(body.getTo().toByteArray());
        if (to.equals(transaction.sender())) {
            throw new TransactionRejected("invalid-record", "the work is yours already");
        }
        RegisterWork registration =
                StateRecords.read(RegisterWork.parser(), work.getRegistration().toByteArray());
        OwnedFiles.remove(state, transaction.sender(), id, registration);
        OwnedFiles.add(state, to, id, registration);
        put(state, id, work.toBuilder().setOwner(body.getTo()).setTransfers(work.getTransfers() + 1));
    }

    static void addEvidence(AppliedTransaction transaction, AddEvidence body, StateWriter state)
            throws TransactionRejected {
        if (body.getEvidence().size() != Hash.LENGTH
                || body.getEvidenceType() < 1
                || body.getEvidenceType() > MAX_EVIDENCE_TYPE) {
            throw new TransactionRejected("invalid-record", "evidence is 32 bytes of a known type");
        }
        WorkId id = new WorkId(body.getWorkId());
        WorkRecord work = Claims.ownWork(transaction, state, id);
        int number = work.getEvidenceCount();
        if (number >= MAX_EVIDENCE) {
            throw new TransactionRejected(
                    "evidence-full", "a claim has at most " + MAX_EVIDENCE + " pieces of evidence");
        }
        state.put(
                StateKeys.evidence(id, number),
                EvidenceRecord.newBuilder()
                        .setSchema(SCHEMA)
                        .setEvidenceType(body.getEvidenceType())
                        .setEvidence(body.getEvidence())
                        .setAddedBy(ByteString.copyFrom(transaction.sender().bytes()))
                        .setHeight(transaction.height())
                        .setTimestampMillis(transaction.timestampMillis())
                        .setTransaction(ByteString.copyFrom(transaction.id().bytes()))
                        .build()
                        .toByteArray());
        put(state, id, work.toBuilder().setEvidenceCount(number + 1));
    }

    private static void put(StateWriter state, WorkId id, WorkRecord.Builder work) {
        state.put(StateKeys.work(id), work.build().toByteArray());
    }

    static void grant(AppliedTransaction transaction, LicenceGrant body, StateWriter state) throws TransactionRejected {
        boolean licensee = switch (body.getLicenseeCase()) {
            case ADDRESS -> body.getAddress().size() == Address.LENGTH;
            case DOMAIN_HASH -> body.getDomainHash().size() == Hash.LENGTH;
            case LICENSEE_NOT_SET -> false;
        };
        if (!licensee || body.getTermsHash().size() != Hash.LENGTH || body.getUses() < 0 || body.getUntilMillis() < 0) {
            throw new TransactionRejected(
                    "invalid-record",
                    "a licence names an address or the hash of a host, the hash of its terms, uses and end");
        }
        if (body.getUntilMillis() != 0 && body.getUntilMillis() <= transaction.timestampMillis()) {
            throw new TransactionRejected("licence-ended", "the licence would have ended before it is granted");
        }
        WorkId id = new WorkId(body.getWorkId());
        Claims.ownWork(transaction, state, id);
        state.put(
                StateKeys.licence(id, transaction.id()),
                LicenceRecord.newBuilder()
                        .setSchema(SCHEMA)
                        .setGrant(ByteString.copyFrom(transaction.id().bytes()))
                        .setBody(ByteString.copyFrom(transaction.body()))
                        .setGrantedBy(ByteString.copyFrom(transaction.sender().bytes()))
                        .setHeight(transaction.height())
                        .setTimestampMillis(transaction.timestampMillis())
                        .build()
                        .toByteArray());
    }

    static void revoke(AppliedTransaction transaction, LicenceRevoke body, StateWriter state)
            throws TransactionRejected {
        if (body.getGrant().size() != Hash.LENGTH) {
            throw new TransactionRejected("invalid-record", "a grant is named by its transaction id, 32 bytes");
        }
        WorkId id = new WorkId(body.getWorkId());
        Claims.ownWork(transaction, state, id);
        byte[] key = StateKeys.licence(id, Hash.of(body.getGrant().toByteArray()));
        byte[] value = state.get(key);
        if (value == null) {
            throw new TransactionRejected("licence-unknown", "work " + id + " has no such licence");
        }
        LicenceRecord licence = StateRecords.read(LicenceRecord.parser(), value);
        if (licence.getRevokedHeight() != 0) {
            throw new TransactionRejected(
                    "licence-revoked", "the licence was revoked at height " + licence.getRevokedHeight());
        }
        state.put(
                key,
                licence.toBuilder()
                        .setRevokedHeight(transaction.height())
                        .setRevokedMillis(transaction.timestampMillis())
                        .build()
                        .toByteArray());
    }
}
