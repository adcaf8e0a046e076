package one.imago.watermark.journey;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.PictureRejected;

/** The registered works that a picture shows, and those that only come near. */
public final class Search {
    private final PictureDesk desk;
    private final Recognition recognition;

    Search(PictureDesk desk, Recognition recognition) {
        this.desk = desk;
        this.recognition = recognition;
    }

    /**
     * What was found.
     *
     * @param matches accepted works, best first, each once under the surest method
     * @param candidates works that were compared and not accepted
     */
    public record Found(List<Match> matches, List<Match> candidates) {}

    /**
     * @param limit most works in either list
     */
    public Found search(byte[] file, int limit) throws PictureRejected {
        List<Match> all = new ArrayList<>(recognition.byFile(Hash.sha256(file)));
        desk.enter();
        try {
            OpenPicture open = desk.open(file);
            all.addAll(recognition.byPixels(open.pixels()));
            all.addAll(recognition.byMark(open, open.mark().ids()));
            all.addAll(recognition.byLooks(open));
        } finally {
            desk.leave();
        }
        List<Match> matches = Identifier.accepted(all);
        List<Match> others = all.stream().filter(match -> !match.accepted()).toList();
        Set<WorkId> listed = new HashSet<>();
        return new Found(first(matches, limit, listed), first(others, limit, listed));
    }

    private static List<Match> first(List<Match> matches, int limit, Set<WorkId> listed) {
        return matches.stream()
                .filter(match -> listed.add(match.work().id()))
                .limit(limit)
                .toList();
    }
}
