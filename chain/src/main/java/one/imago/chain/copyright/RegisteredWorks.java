package one.imago.chain.copyright;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import one.imago.chain.proto.ClaimRecord;
import one.imago.chain.proto.LicenceGrant;
import one.imago.chain.proto.LicenceRecord;
import one.imago.chain.proto.WorkRecord;
import one.imago.chain.state.LedgerState;
import one.imago.chain.state.ProofRejected;
import one.imago.chain.state.StateView;
import one.imago.chain.transaction.TransactionDrafter;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.FinalBlock;
import one.imago.node.ledger.FinalizedBlocks;
import one.imago.node.ledger.Licence;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.UnsignedTransaction;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;

/**
 * The registered works, read from the final state alone. Every order that is asked for (commits, reveals, owners) is the
 * order of keys in the authenticated state, so there is no second index that a crash could leave behind. Thread-safe.
 */
public final class RegisteredWorks implements WorkLedger {
    /** The most works, claims or licences in one answer. */
    public static final int MAX_ANSWER = 1_000;

    private final Hash chainId;
    private final LedgerState state;
    private final FinalizedBlocks blocks;
    private final TransactionDrafter drafter;

    public RegisteredWorks(Hash chainId, LedgerState state, FinalizedBlocks blocks, TransactionDrafter drafter) {
        this.chainId = chainId;
        this.state = state;
        this.blocks = blocks;
        this.drafter = drafter;
    }

    @Override
    public Hash chainId() {
        return chainId;
    }

    @Override
    public Optional<Work> work(WorkId id) {
        return read(view -> work(view, id));
    }

    private static Optional<Work> work(StateView view, WorkId id) {
        byte[] value = view.module(CopyrightKinds.MODULE).get(StateKeys.work(id));
        return value == null
                ? Optional.empty()
                : Optional.of(RecordedWork.work(
                        StateRecords.read(WorkRecord.parser(), value), contestedBy(view, ClaimList.disputesOf(id))));
    }

    private static List<WorkId> contestedBy(StateView view, ClaimList disputes) {
        List<WorkId> contested = new ArrayList<>();
        view.scan(CopyrightKinds.MODULE, disputes.entryPrefix(), disputes.entryPrefix(), (key, value) -> {
            ClaimRecord entry = StateRecords.read(ClaimRecord.parser(), value);
            if ((entry.getDispute() & ClaimList.DISPUTED_BY_SUBJECT) != 0) {
                contested.add(new WorkId(entry.getWorkId()));
            }
            return contested.size() < MAX_ANSWER;
        });
        return contested;
    }

    /** All that the ledger says about a work, at one final height. */
    public Optional<WorkDossier> dossier(WorkId id) {
        return read(view -> dossier(view, id));
    }

    private static Optional<WorkDossier> dossier(StateView view, WorkId id) {
        try {
            return WorkDossier.read(id, new StateSource(view));
        } catch (ProofRejected e) {
            throw new IllegalStateException("the final state is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Commitment> commitment(Hash commitment, Address owner) {
        WorkId id = Commitment.workIdOf(commitment);
        return read(view -> Claims.pending(view.module(CopyrightKinds.MODULE), StateKeys.pendingCommit(id, owner))
                .filter(pending ->
                        Hash.of(pending.getCommitment().toByteArray()).equals(commitment)
                                && view.height() < Claims.expiryHeight(pending))
                .map(pending ->
                        new Commitment(commitment, owner, id, pending.getHeight(), Claims.expiryHeight(pending))));
    }

    @Override
    public List<Work> worksByFile(Hash sha256) {
        return read(view -> works(view, new Listing.Claimed(ClaimList.ofFile(sha256))));
    }

    @Override
    public List<Work> worksByPixels(PixelHash pixelHash) {
        return read(view -> works(view, new Listing.Claimed(ClaimList.ofPixels(pixelHash))));
    }

    @Override
    public List<Work> claims(WorkId id) {
        return dossier(id)
                .map(dossier -> dossier.claims().stream()
                        .filter(claim -> claim.equals(dossier.claim())
                                || dossier.contesting().contains(claim))
                        .map(WorkDossier.Claim::work)
                        .toList())
                .orElse(List.of());
    }

    @Override
    public List<Work> worksRevealedFrom(long height, int limit) {
        return page(new Listing.Revealed(), StateKeys.revealed(Math.max(0, height), 0), Math.min(limit, MAX_ANSWER))
                .works();
    }

    @Override
    public List<Licence> licences(WorkId id) {
        return read(view -> {
            List<Licence> licences = new ArrayList<>();
            byte[] prefix = StateKeys.licencePrefix(id);
            view.scan(CopyrightKinds.MODULE, prefix, prefix, (key, value) -> {
                LicenceRecord record = StateRecords.read(LicenceRecord.parser(), value);
                if (record.getRevokedHeight() == 0) {
                    licences.add(licence(id, record));
                }
                return licences.size() < MAX_ANSWER;
            });
            return licences;
        });
    }

    private static Licence licence(WorkId id, LicenceRecord record) {
        LicenceGrant grant =
                StateRecords.read(LicenceGrant.parser(), record.getBody().toByteArray());
        String licensee = grant.hasAddress()
                ? Address.of(grant.getAddress().toByteArray()).toString()
                : "domain:" + Hash.of(grant.getDomainHash().toByteArray());
        return new Licence(
                Hash.of(record.getGrant().toByteArray()),
                id,
                licensee,
                Hash.of(grant.getTermsHash().toByteArray()),
                grant.getUses(),
                grant.getUntilMillis());
    }

    @Override
    public UnsignedTransaction prepareRegistration(Registration registration) {
        return drafter.draft(registration.owner(), CopyrightBodies.registerWork(registration))
                .encode();
    }

    @Override
    public void onRegistered(Consumer<Work> listener) {
        blocks.subscribe(block -> revealedIn(block).forEach(listener));
    }

    private List<Work> revealedIn(FinalBlock block) {
        return read(view -> works(view, new Listing.RevealedAt(block.height())));
    }

    private static List<Work> works(StateView view, Listing listing) {
        return page(view, listing, listing.prefix(), MAX_ANSWER).works();
    }

    /** One page of a listing, from a key on. */
    Page page(Listing listing, byte[] from, int limit) {
        return read(view -> page(view, listing, from, limit));
    }

    private static Page page(StateView view, Listing listing, byte[] from, int limit) {
        List<WorkId> ids = new ArrayList<>();
        List<byte[]> rest = new ArrayList<>();
        view.scan(CopyrightKinds.MODULE, listing.prefix(), from, (key, value) -> {
            if (ids.size() == limit) {
                rest.add(key);
                return false;
            }
            ids.add(listing.work(key, value));
            return true;
        });
        List<Work> works = ids.stream()
                .map(id -> work(view, id)
                        .orElseThrow(() -> new IllegalStateException("work " + id + " is listed but missing")))
                .toList();
        return new Page(works, rest.stream().findFirst());
    }

    /**
     * A page of works.
     *
     * @param works in the order of the listing
     * @param next key of the first that did not fit
     */
    record Page(List<Work> works, Optional<byte[]> next) {}

    private <T> T read(Function<StateView, T> reader) {
        try (StateView view = state.openFinal()) {
            return reader.apply(view);
        }
    }
}
