package one.imago.watermark.journey;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.PictureFacts;
import one.imago.node.ledger.UnsignedTransaction;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.codec.PictureFormat;
import one.imago.watermark.index.IndexedWork;
import one.imago.watermark.journey.PreparedRegistration.Similar;
import one.imago.watermark.likeness.Relation;
import one.imago.watermark.mark.MarkResult;
import one.imago.watermark.resolution.ResolutionEvidence;

/**
 * Prepares the reveal of a committed picture: opens the commitment, refuses what must not be registered, marks the
 * picture and stores what is shown of it. Everything that it refuses, it refuses before it stores anything. Thread-safe.
 */
public final class Registration {
    private static final int MOST_SIMILAR = 10;

    private final PictureDesk desk;
    private final RegistrationRules rules;
    private final Recognition recognition;
    private final Marker marker;
    private final RegistrationContent content;
    private final WorkLedger ledger;

    Registration(
            PictureDesk desk,
            RegistrationRules rules,
            Recognition recognition,
            Marker marker,
            RegistrationContent content,
            WorkLedger ledger) {
        this.desk = desk;
        this.rules = rules;
        this.recognition = recognition;
        this.marker = marker;
        this.content = content;
        this.ledger = ledger;
    }

    /**
     * @param file the original, as committed to
     */
    public PreparedRegistration prepare(byte[] file, RegistrationRequest request)
            throws RegistrationRefused, PictureRejected {
        Hash sha256 = Hash.sha256(file);
        Commitment commitment = rules.open(request, sha256);
        rules.refuseKnownFile(request.owner(), sha256);
        desk.enter();
        try {
            OpenPicture open = desk.open(file);
            rules.refuseKnownPicture(request.owner(), open);
            return prepare(open, request, commitment);
        } finally {
            desk.leave();
        }
    }

    private PreparedRegistration prepare(OpenPicture open, RegistrationRequest request, Commitment commitment)
            throws RegistrationRefused {
        WorkId workId = commitment.workId();
        boolean openToAll = request.publicity() == RegistrationRequest.Publicity.PUBLIC;
        List<Similar> similar = recognition.byLooks(open).stream()
                .filter(match -> match.relation() != Relation.NONE)
                .limit(MOST_SIMILAR)
                .map(match -> similar(open, match))
                .toList();
        MarkResult mark = marker.mark(open.shown(), open.decoded(), workId, request.format());
        Optional<byte[]> preview =
                openToAll ? Optional.of(marker.preview(open.reduced(), mark, workId)) : Optional.empty();
        RegistrationContent.Stored stored = content.store(open.file(), preview, request.sealingKey(), commitment);
        PictureFacts facts = facts(open, mark, stored, openToAll);
        UnsignedTransaction unsigned = reveal(request, facts, stored);
        Optional<IndexedWork> looks = preview.isPresent()
                ? Optional.of(new IndexedWork(workId, open.code(), open.sketch()))
                : Optional.empty();
        content.await(stored, unsigned.txId(), looks);
        return new PreparedRegistration(
                workId,
                unsigned,
                facts,
                open.fingerprints().phash0(),
                open.fingerprints().phash1(),
                mark,
                stored.sealed(),
                similar,
                open.measured());
    }

    private static Similar similar(OpenPicture open, Match match) {
        PictureFacts facts = match.work().facts();
        int side = Math.max(facts.width(), facts.height());
        // More than its pixels is no claim that counts.
        int registered = Math.min(side, facts.measuredSide().orElse(side));
        ResolutionEvidence evidence = match.accepted()
                ? ResolutionEvidence.of(match.coverage(), match.span(), open.measured(), open.raw(), registered)
                : ResolutionEvidence.NONE;
        return new Similar(match, registered, evidence);
    }

    private UnsignedTransaction reveal(
            RegistrationRequest request, PictureFacts facts, RegistrationContent.Stored stored) {
        boolean built = false;
        try {
            UnsignedTransaction unsigned = ledger.prepareRegistration(new WorkLedger.Registration(
                    request.owner(),
                    request.commitment(),
                    request.salt(),
                    facts,
                    request.declaration(),
                    request.contests()));
            built = true;
            return unsigned;
        } finally {
            if (!built) {
                content.release(stored);
            }
        }
    }

    private static PictureFacts facts(
            OpenPicture open, MarkResult mark, RegistrationContent.Stored stored, boolean openToAll) {
        Hash sha256 = open.fingerprints().sha256();
        return new PictureFacts(
                sha256,
                mark instanceof MarkResult.Marked marked ? Hash.sha256(marked.file()) : sha256,
                open.pixels(),
                open.picture().width(),
                open.picture().height(),
                (open.raw().isPresent()
                                ? PictureFormat.TIFF
                                : open.decoded().header().format())
                        .code(),
                openToAll ? open.fingerprints().perceptual() : List.of(),
                stored.preview(),
                OptionalInt.of(open.measured().side()));
    }
}
