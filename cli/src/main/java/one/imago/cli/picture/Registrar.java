package one.imago.cli.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.imago.chain.copyright.CopyrightBodies;
import one.imago.chain.copyright.CopyrightKinds;
import one.imago.chain.copyright.OwnerMarkAmendment;
import one.imago.chain.copyright.RegisterWorkCheck;
import one.imago.chain.copyright.SigningLimits;
import one.imago.chain.copyright.UnsafeToSign;
import one.imago.chain.transaction.FeeSchedule;
import one.imago.cli.client.LedgerClient;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.SealingKey;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.PictureFacts;
import one.imago.node.ledger.UnsignedTransaction;
import one.imago.node.ledger.WorkId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The steps of a registration, for one file each. The node learns nothing about the picture before the commit is final,
 * and gets a signature only under exactly what was asked for.
 */
final class Registrar {
    private static final int MOST_CLAIMS = 1000;

    private final Terminal terminal;
    private final LedgerClient ledger;
    private final SigningKey key;
    private final Terms terms;
    private final PendingRegistration.Journal journal;
    private final OwnerSecret.Drawer secrets;

    /**
     * What the owner asks for.
     *
     * @param declared about the work
     * @param contests claims that this one disputes
     * @param maxFee most for commit and reveal together
     * @param isPrivate whether fingerprints and preview stay off the ledger
     * @param ownerMarker writes the owner's own mark; empty when none is wanted
     */
    record Terms(
            Declared declared,
            List<WorkId> contests,
            Amount maxFee,
            boolean isPrivate,
            Optional<OwnerMarker> ownerMarker) {}

    /**
     * A file that may be committed to.
     *
     * @param file the picture
     * @param sha256 of it
     * @param begun an earlier attempt to go on with
     * @param onLedger the work id under which its owner has it already, when the earlier attempt went through
     */
    record Opened(Path file, Hash sha256, Optional<PendingRegistration> begun, Optional<String> onLedger) {}

    /**
     * A committed file.
     *
     * @param ownerMarked with the owner's mark, when it was written before the commit was sent
     */
    record Committed(Path file, PendingRegistration pending, Optional<OwnerMarker.Written> ownerMarked) {}

    /**
     * A file whose reveal was submitted.
     *
     * @param prepared what the node answered
     * @param marked the marked file; empty when the picture could not be marked
     * @param ownerMarked whether it carries the owner's mark, whose commitment is in the reveal
     */
    record Revealed(
            Path file, PendingRegistration pending, JsonNode prepared, Optional<byte[]> marked, boolean ownerMarked) {
        @Override
        public String toString() {
            return pending.toString();
        }
    }

    Registrar(Terminal terminal, LedgerClient ledger, SigningKey key, Terms terms) {
        this.terminal = terminal;
        this.ledger = ledger;
        this.key = key;
        this.terms = terms;
        this.journal = new PendingRegistration.Journal(terminal.options().dataDirectory(terminal.environment()));
        this.secrets = new OwnerSecret.Drawer(journal.dataDirectory());
    }

    /** Everything that can be refused before anything is paid. */
    Opened open(Path file, List<Hash> others) throws Failure, IOException {
        byte[] bytes = Uploads.picture(file);
        Hash sha256 = Hash.sha256(bytes);
        if (others.contains(sha256)) {
            throw Failure.refused("already-registered", file + " is the same file as one before it", "name it once");
        }
        Optional<PendingRegistration> begun = journal.find(ledger.chainId(), key.address(), sha256);
        List<JsonNode> claims = claims(sha256);
        Optional<String> own = claims.stream()
                .filter(this::isOwn)
                .map(claim -> claim.path("workId").asString(""))
                .findFirst();
        if (own.isPresent()) {
            if (begun.isEmpty() || begun.get().reported()) {
                if (begun.isPresent()) {
                    journal.forget(begun.get());
                }
                throw Failure.refused(
                        "already-registered",
                        file + " is registered by this key already, as work " + own.get(),
                        "see it with: imago image show " + own.get());
            }
            return new Opened(file, sha256, begun, own);
        }
        warnOfOthers(file, claims);
        requireFee(file);
        return new Opened(file, sha256, begun, Optional.empty());
    }

    private boolean isOwn(JsonNode claim) {
        return claim.path("owner").asString("").equals(key.address().toString());
    }

    private void warnOfOthers(Path file, List<JsonNode> claims) {
        for (JsonNode other : claims) {
            terminal.say("ATTENTION: " + file + " was registered before by "
                    + other.path("owner").asString("") + " as work "
                    + other.path("workId").asString("")
                    + ". Yours will stand as a contesting claim after it, and the work as disputed.");
        }
    }

    private void requireFee(Path file) throws Failure {
        int commitBytes = CopyrightBodies.commitWork(Hash.ZERO).bytes().length;
        Amount commit = ledger.fee(CopyrightKinds.COMMIT_WORK, commitBytes);
        Amount fee = commit.plus(ledger.fee(CopyrightKinds.REGISTER_WORK, revealBytes()));
        if (!terms.maxFee().covers(fee)) {
            throw Failure.refused(
                    "fee-over-limit",
                    "registering " + file + " costs up to " + fee + " tokens, and you allow at most " + terms.maxFee(),
                    "raise --max-fee");
        }
        Amount balance =
                Amount.parse(ledger.account(key.address()).path("balance").asString("0"));
        if (!balance.covers(fee)) {
            throw Failure.refused(
                    "insufficient-funds",
                    "registering " + file + " costs up to " + fee + " tokens, and " + key.address() + " has " + balance,
                    "send tokens to it: imago token send --from NAME --to " + key.address() + " --amount N");
        }
    }

    /** An upper bound: the body's fixed fields with their tags have less than 500 bytes, the owner's mark 35 more. */
    private int revealBytes() {
        return 500
                + (terms.ownerMarker().isPresent() ? 35 : 0)
                + terms.declared().title().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                + 10 * terms.contests().size();
    }

    /** What is left of the owner's limit for the reveal. */
    private Amount revealLimit() {
        int commitBytes = CopyrightBodies.commitWork(Hash.ZERO).bytes().length;
        Amount commit = FeeSchedule.minimum(CopyrightKinds.COMMIT_WORK, commitBytes);
        return terms.maxFee().covers(commit) ? terms.maxFee().minus(commit) : Amount.ZERO;
    }

    /**
     * Commits, or goes on with an earlier commit. The salt is on disk before anything is sent, and a picture that cannot
     * carry an owner's mark is refused before anything is paid.
     */
    Committed commit(Opened opened, String format) throws Failure, IOException {
        PendingRegistration pending =
                opened.begun().isPresent() ? opened.begun().get() : begin(opened.sha256());
        if (opened.onLedger().isPresent() || isUnderWay(pending.commitTx())) {
            return new Committed(opened.file(), pending, Optional.empty());
        }
        Optional<OwnerMarker.Written> ownerMarked = terms.ownerMarker().isPresent()
                ? Optional.of(terms.ownerMarker().get().write(opened.file(), pending.workId(), format))
                : Optional.empty();
        journal.save(pending);
        UnsignedTransaction commit =
                ledger.draft(key.address(), CopyrightBodies.commitWork(pending.commitment()), terms.maxFee());
        PendingRegistration committed = pending.committedBy(commit.txId());
        journal.save(committed);
        Hash unused = ledger.submit(key, commit);
        return new Committed(opened.file(), committed, ownerMarked);
    }

    private PendingRegistration begin(Hash sha256) {
        byte[] salt = new byte[Hash.LENGTH];
        terminal.random().nextBytes(salt);
        return new PendingRegistration(
                ledger.chainId(), key.address(), sha256, Hash.of(salt), Hash.ZERO, Hash.ZERO, false);
    }

    private boolean isUnderWay(Hash txId) throws Failure {
        if (txId.equals(Hash.ZERO)) {
            return false;
        }
        return switch (ledger.transaction(txId).path("status").asString("")) {
            case "pending", "included", "final" -> true;
            default -> false;
        };
    }

    void awaitCommit(Committed committed) throws Failure {
        var unused = ledger.awaitFinal(committed.pending().commitTx());
    }

    /** Has the node mark the picture and prepare the reveal, checks that, signs it and submits it. */
    Revealed reveal(Committed committed, String format) throws Failure, IOException {
        PendingRegistration pending = committed.pending();
        if (isUnderWay(pending.revealTx())) {
            return goOn(committed);
        }
        Manifest manifest = Manifest.of(terms.declared().statements(), terminal.random());
        JsonNode prepared = prepare(committed, manifest.root(), format);
        UnsignedTransaction unsigned = unsigned(prepared);
        PictureFacts facts = check(unsigned, pending, manifest.root());
        Revealed revealed;
        if (terms.ownerMarker().isPresent()) {
            OwnerMarker.Written own = committed.ownerMarked().isPresent()
                    ? committed.ownerMarked().get()
                    : terms.ownerMarker().get().write(committed.file(), pending.workId(), format);
            unsigned = amend(unsigned, own);
            secrets.save(own.secret().revealedBy(unsigned.txId()));
            JsonNode amended = ((ObjectNode) prepared).put("psnr", own.marked().psnr());
            revealed = new Revealed(
                    committed.file(),
                    pending.revealedBy(unsigned.txId()),
                    amended,
                    Optional.of(own.marked().file()),
                    true);
        } else {
            revealed = new Revealed(
                    committed.file(), pending.revealedBy(unsigned.txId()), prepared, marked(prepared, facts), false);
        }
        manifest.save(journal.dataDirectory(), pending.workId());
        if (revealed.marked().isPresent()) {
            journal.saveMarked(pending, revealed.marked().get());
        }
        journal.save(revealed.pending());
        Hash unused = ledger.submit(key, unsigned);
        return revealed;
    }

    /** With a reveal that was submitted earlier. */
    private Revealed goOn(Committed committed) throws Failure, IOException {
        PendingRegistration pending = committed.pending();
        boolean ownerMarked = secrets.find(pending.workId())
                .filter(secret -> secret.revealTx().equals(pending.revealTx()))
                .isPresent();
        if (terms.ownerMarker().isPresent() && !ownerMarked) {
            terminal.say("ATTENTION: the registration of " + committed.file()
                    + " was sent before, without an owner's mark. It stays so.");
        }
        return new Revealed(committed.file(), pending, Json.object(), journal.marked(pending), ownerMarked);
    }

    private UnsignedTransaction amend(UnsignedTransaction prepared, OwnerMarker.Written own) throws Failure {
        try {
            return OwnerMarkAmendment.amend(
                    prepared,
                    limits(),
                    Hash.sha256(own.marked().file()),
                    own.secret().commitment());
        } catch (UnsafeToSign e) {
            throw unsafe(String.valueOf(e.getMessage()));
        }
    }

    private SigningLimits limits() {
        return new SigningLimits(ledger.chainId(), key.address(), 0, revealLimit());
    }

    private JsonNode prepare(Committed committed, Hash manifestRoot, String format) throws Failure, IOException {
        PendingRegistration pending = committed.pending();
        ObjectNode params = Json.object()
                .put("upload", Uploads.upload(ledger.node(), committed.file()))
                .put("owner", pending.owner().toString())
                .put("commitment", pending.commitment().hex())
                .put("salt", pending.salt().hex())
                .put("title", terms.declared().title())
                .put("role", terms.declared().role())
                .put("authorship", terms.declared().authorship())
                .put("publication", terms.declared().publication())
                .put("private", terms.isPrivate())
                .put("sealingKey", SealingKey.of(key).publicKey().hex());
        if (!manifestRoot.equals(Hash.ZERO)) {
            params.put("manifestRoot", manifestRoot.hex());
        }
        if (!format.isEmpty()) {
            params.put("format", format);
        }
        ArrayNode contests = params.putArray("contests");
        terms.contests().forEach(id -> contests.add(id.toString()));
        try {
            return ledger.node().call("image_prepare", params);
        } catch (Failure e) {
            if (e.code().equals("commitment-unknown")) {
                journal.forget(pending);
                throw Failure.refused(
                        e.code(),
                        "the commitment to " + committed.file() + " expired before it was revealed",
                        "run the command again: the file is then committed anew");
            }
            throw e;
        }
    }

    private static UnsignedTransaction unsigned(JsonNode prepared) throws Failure {
        try {
            return new UnsignedTransaction(
                    Hash.parse(prepared.path("txId").asString("")),
                    Amount.parse(prepared.path("fee").asString("")),
                    Hex.decodeUpTo(prepared.path("unsigned").asString(""), 64 * 1024));
        } catch (IllegalArgumentException e) {
            throw unsafe("the node prepared no transaction: " + e.getMessage());
        }
    }

    private PictureFacts check(UnsignedTransaction unsigned, PendingRegistration pending, Hash manifestRoot)
            throws Failure {
        try {
            return RegisterWorkCheck.check(
                    unsigned,
                    limits(),
                    new RegisterWorkCheck.Request(
                            pending.sha256(),
                            pending.salt(),
                            terms.declared().declaration(manifestRoot),
                            terms.contests(),
                            terms.isPrivate()));
        } catch (UnsafeToSign e) {
            throw unsafe(String.valueOf(e.getMessage()));
        }
    }

    /** The marked file must be the one that the reveal is signed for. */
    private Optional<byte[]> marked(JsonNode prepared, PictureFacts facts) throws Failure {
        String handle = prepared.path("markedUpload").asString("");
        if (handle.isEmpty()) {
            if (!facts.markedSha256().equals(facts.sha256())) {
                throw unsafe("the node speaks of a marked file and gives none");
            }
            return Optional.empty();
        }
        byte[] marked = ledger.node().fetch("/v1/upload/" + handle);
        if (!Hash.sha256(marked).equals(facts.markedSha256())) {
            throw unsafe("the marked file is not the one that the reveal names");
        }
        return Optional.of(marked);
    }

    private static Failure unsafe(String problem) {
        return Failure.refused(
                "unsafe-to-sign", "nothing was signed: " + problem, "do not use this node for registrations");
    }

    @Nullable
    Long awaitReveal(Revealed revealed, boolean wait) throws Failure {
        return wait ? ledger.awaitFinal(revealed.pending().revealTx()).height() : null;
    }

    /** Where the secret of a work's owner's mark is kept. */
    Path secretFile(WorkId work) {
        return secrets.file(work);
    }

    void finish(Revealed revealed, boolean isFinal) throws IOException {
        if (isFinal) {
            journal.forget(revealed.pending());
        } else {
            journal.save(revealed.pending().told());
        }
    }

    /** Every final claim on the file. */
    List<JsonNode> claims(Hash sha256) throws Failure {
        List<JsonNode> claims = new ArrayList<>();
        ledger.node()
                .call("image_list", Json.object().put("sha256", sha256.hex()).put("limit", MOST_CLAIMS))
                .path("works")
                .forEach(claims::add);
        return claims;
    }
}
