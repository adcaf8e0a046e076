package one.imago.chain.copyright;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import one.imago.chain.proto.ClaimListRecord;
import one.imago.chain.proto.ClaimRecord;
import one.imago.chain.proto.EvidenceRecord;
import one.imago.chain.proto.RegisterWork;
import one.imago.chain.proto.WorkRecord;
import one.imago.chain.state.ProofRejected;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the ledger says about one work: its record, its evidence, and every claim that names the same file or
 * the same pixels, disputes it or is disputed by it.
 *
 * @param claim the work's own
 * @param evidence in the order in which it was added
 * @param claims all claims, the own one included, in commit order
 * @param listed how many claims the ledger's lists count; above {@link #MAX_LISTED} a list, later ones are left out
 * @param complete whether {@code claims} holds all of them
 */
public record WorkDossier(Claim claim, List<Evidence> evidence, List<Claim> claims, long listed, boolean complete) {
    /** The most entries of one list that are read: the first in commit order. */
    public static final int MAX_LISTED = 256;

    /**
     * One claim.
     *
     * @param work the record, as other modules see it
     * @param registration what its owner signed
     * @param commitMillis time of the commit's block, which gives priority
     * @param commitTxId transaction of the commit
     * @param transfers how often it changed hands
     * @param relation how it relates to the work that the dossier is about
     */
    public record Claim(
            Work work,
            RegisterWork registration,
            long commitMillis,
            Hash commitTxId,
            long transfers,
            Relation relation) {}

    /** How a claim relates to the work that a dossier is about. */
    public record Relation(boolean sameFile, boolean samePixels, boolean disputesIt, boolean disputedByIt) {
        static final Relation NONE = new Relation(false, false, false, false);

        Relation and(Relation other) {
            return new Relation(
                    sameFile || other.sameFile,
                    samePixels || other.samePixels,
                    disputesIt || other.disputesIt,
                    disputedByIt || other.disputedByIt);
        }
    }

    /** One piece of evidence. */
    public record Evidence(int type, Hash hash, Address addedBy, long height, long timestampMillis, Hash txId) {}

    public WorkDossier {
        evidence = List.copyOf(evidence);
        claims = List.copyOf(claims);
    }

    /** The claims of other owners, in commit order. */
    public List<Claim> contesting() {
        return claims.stream()
                .filter(other -> !other.work().owner().equals(claim.work().owner()))
                .toList();
    }

    public boolean disputed() {
        return !contesting().isEmpty();
    }

    /** Whether no other owner's claim was committed before it. */
    public boolean first() {
        return contesting().stream().noneMatch(other -> BY_COMMIT.compare(other, claim) < 0);
    }

    private static final Comparator<Claim> BY_COMMIT = Comparator.<Claim>comparingLong(
                    claim -> claim.work().position().commitHeight())
            .thenComparingInt(claim -> claim.work().position().commitIndex());

    /** Reads the dossier of a work; empty when there is no such work. */
    public static Optional<WorkDossier> read(WorkId id, DossierSource source) throws ProofRejected {
        byte[] value = source.get(StateKeys.work(id));
        return value == null ? Optional.empty() : Optional.of(new Reading(id, source).read(value));
    }

    /** One reading, step by step. The order of the steps is the order of the proofs in a certificate. */
    private static final class Reading {
        private final WorkId id;
        private final DossierSource source;
        private final TreeMap<WorkId, Relation> related = new TreeMap<>();
        private long listed;
        private boolean complete = true;

        Reading(WorkId id, DossierSource source) {
            this.id = id;
            this.source = source;
        }

        WorkDossier read(byte[] value) throws ProofRejected {
            WorkRecord record = parse(WorkRecord.parser(), value);
            RegisterWork registration = registration(id, record);
            List<Evidence> evidence = evidence(record.getEvidenceCount());
            Hash original = Hash.of(registration.getSha256().toByteArray());
            Hash marked = Hash.of(registration.getMarkedSha256().toByteArray());
            list(ClaimList.ofFile(original), new Relation(true, false, false, false));
            if (!marked.equals(original)) {
                list(ClaimList.ofFile(marked), new Relation(true, false, false, false));
            }
            PixelHash pixels = new PixelHash(
                    registration.getPixelHashVersion(),
                    Hash.of(registration.getPixelHash().toByteArray()));
            list(ClaimList.ofPixels(pixels), new Relation(false, true, false, false));
            list(ClaimList.disputesOf(id), Relation.NONE);
            List<WorkId> contests = related.entrySet().stream()
                    .filter(other -> other.getValue().disputedByIt())
                    .map(java.util.Map.Entry::getKey)
                    .toList();
            Claim own = claim(record, registration, contests, related.getOrDefault(id, Relation.NONE));
            List<Claim> claims = new ArrayList<>(List.of(own));
            for (var other : related.entrySet()) {
                if (!other.getKey().equals(id)) {
                    claims.add(claim(other.getKey(), other.getValue()));
                }
            }
            claims.sort(BY_COMMIT);
            return new WorkDossier(own, evidence, claims, listed, complete);
        }

        private List<Evidence> evidence(int count) throws ProofRejected {
            require(count >= 0 && count <= Rights.MAX_EVIDENCE, "its evidence is out of range");
            List<Evidence> evidence = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                EvidenceRecord record = parse(EvidenceRecord.parser(), present(StateKeys.evidence(id, number)));
                require(record.getSchema() == 1, "its evidence is of another schema");
                evidence.add(new Evidence(
                        record.getEvidenceType(),
                        Hash.of(record.getEvidence().toByteArray()),
                        Address.of(record.getAddedBy().toByteArray()),
                        record.getHeight(),
                        record.getTimestampMillis(),
                        Hash.of(record.getTransaction().toByteArray())));
            }
            return evidence;
        }

        private void list(ClaimList list, Relation relation) throws ProofRejected {
            byte[] headValue = source.get(list.headKey());
            ClaimListRecord head = headValue == null
                    ? ClaimListRecord.getDefaultInstance()
                    : parse(ClaimListRecord.parser(), headValue);
            require(head.getCount() >= 0, "a list of claims is out of range");
            listed = Math.addExact(listed, Math.min(head.getCount(), Long.MAX_VALUE / 8));
            complete &= head.getCount() <= MAX_LISTED;
            List<byte[]> entries = source.entries(list.entryPrefix(), (int) Math.min(head.getCount(), MAX_LISTED));
            for (int i = 0; i < entries.size(); i++) {
                ClaimRecord entry = parse(ClaimRecord.parser(), entries.get(i));
                require(
                        i > 0 || entry.toBuilder().clearDispute().build().equals(head.getFirst()),
                        "a list does not start with its first claim");
                related.merge(
                        new WorkId(entry.getWorkId()),
                        relation.and(new Relation(
                                false,
                                false,
                                (entry.getDispute() & ClaimList.DISPUTES_SUBJECT) != 0,
                                (entry.getDispute() & ClaimList.DISPUTED_BY_SUBJECT) != 0)),
                        Relation::and);
            }
        }

        private Claim claim(WorkId other, Relation relation) throws ProofRejected {
            WorkRecord record = parse(WorkRecord.parser(), present(StateKeys.work(other)));
            RegisterWork registration = registration(other, record);
            return claim(record, registration, RecordedWork.ids(registration.getContestsList()), relation);
        }

        private static Claim claim(
                WorkRecord record, RegisterWork registration, List<WorkId> contests, Relation relation) {
            return new Claim(
                    RecordedWork.work(record, contests),
                    registration,
                    record.getCommitMillis(),
                    Hash.of(record.getCommitTransaction().toByteArray()),
                    Integer.toUnsignedLong(record.getTransfers()),
                    relation);
        }

        private static RegisterWork registration(WorkId id, WorkRecord record) throws ProofRejected {
            RegisterWork registration =
                    parse(RegisterWork.parser(), record.getRegistration().toByteArray());
            require(
                    record.getSchema() == 1
                            && record.getOwner().size() == Address.LENGTH
                            && record.getCommitTransaction().size() == Hash.LENGTH
                            && record.getRevealTransaction().size() == Hash.LENGTH
                            && registration.getWorkId() == id.value()
                            && RegistrationRules.problem(registration).isEmpty(),
                    "the record of work " + id + " breaks the ledger's rules");
            return registration;
        }

        private byte[] present(byte[] key) throws ProofRejected {
            byte @Nullable [] value = source.get(key);
            if (value == null) {
                throw new ProofRejected("a record that the ledger counts is missing");
            }
            return value;
        }
    }

    private static <M extends Message> M parse(Parser<M> parser, byte[] value) throws ProofRejected {
        try {
            return parser.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new ProofRejected("a record is not of its kind");
        }
    }

    private static void require(boolean holds, String problem) throws ProofRejected {
        if (!holds) {
            throw new ProofRejected(problem);
        }
    }
}
