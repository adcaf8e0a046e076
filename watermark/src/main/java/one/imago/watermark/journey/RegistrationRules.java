package one.imago.watermark.journey;

import java.util.List;
import java.util.Optional;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;

/** What must hold before a registration is prepared. Another owner's claim on the same original is no obstacle. */
final class RegistrationRules {
    private final WorkLedger ledger;
    private final Recognition recognition;

    RegistrationRules(WorkLedger ledger, Recognition recognition) {
        this.ledger = ledger;
        this.recognition = recognition;
    }

    /** The final commitment that owner, file and salt open. */
    Commitment open(RegistrationRequest request, Hash sha256) throws RegistrationRefused {
        Hash opened = Commitment.commit(ledger.chainId(), request.owner(), sha256, request.salt());
        if (!opened.equals(request.commitment())) {
            throw new RegistrationRefused(
                    "commitment-mismatch",
                    "the commitment does not open with this file, owner and salt on this chain",
                    "commit to the SHA-256 of exactly these bytes, and keep the salt");
        }
        WorkId id = Commitment.workIdOf(opened);
        Optional<Commitment> found = ledger.commitment(opened, request.owner());
        if (found.isPresent()) {
            return found.get();
        }
        Optional<Work> revealed = ledger.work(id);
        if (revealed.isPresent()) {
            throw alreadyRegistered(revealed.get());
        }
        throw new RegistrationRefused(
                "commitment-not-final",
                "no final commitment of this owner reserves work " + id,
                "wait until the commitment is final; one that was not revealed in time has expired");
    }

    void refuseKnownFile(Address owner, Hash sha256) throws RegistrationRefused {
        for (Work work : ledger.worksByFile(sha256)) {
            if (work.owner().equals(owner)) {
                throw alreadyRegistered(work);
            }
            boolean markedCopy = !work.facts().sha256().equals(sha256);
            if (markedCopy) {
                throw foreignMark(work);
            }
        }
    }

    void refuseKnownPicture(Address owner, OpenPicture picture) throws RegistrationRefused {
        for (Work work : ledger.worksByPixels(picture.pixels())) {
            if (work.owner().equals(owner)) {
                throw alreadyRegistered(work);
            }
        }
        List<Match> confirmed =
                Identifier.accepted(recognition.byMark(picture, picture.mark().ids()));
        for (Match match : confirmed) {
            throw match.work().owner().equals(owner) ? alreadyRegistered(match.work()) : foreignMark(match.work());
        }
    }

    private static RegistrationRefused alreadyRegistered(Work work) {
        return new RegistrationRefused(
                "already-registered",
                "its owner registered this picture already, as work " + work.id(),
                "use that registration; nothing more is needed");
    }

    private static RegistrationRefused foreignMark(Work work) {
        return new RegistrationRefused(
                "carries-foreign-mark",
                "this picture is a marked copy of work " + work.id() + ", which belongs to somebody else",
                "register the original that you made yourself; a claim on it may contest the other");
    }
}
