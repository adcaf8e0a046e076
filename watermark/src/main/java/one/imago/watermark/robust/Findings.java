package one.imago.watermark.robust;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import one.imago.node.ledger.WorkId;
import one.imago.watermark.mark.Extraction;

/** The ids that were read out of one picture, each with how well the pilots agreed where it was read. */
final class Findings {
    /** Agreement in standard deviations below which nothing is decoded. */
    static final double GATE = 5.5;

    /** Marks looked for under one geometry. */
    private static final int MARKS = 2;

    /** Agreement if every pilot has the phase that it should have: root of twice their number. */
    private static final double PERFECT = 10.2;

    private static final List<Matrix2> POSES =
            List.of(Matrix2.IDENTITY, new Matrix2(-1, 0, 0, 1), new Matrix2(0, 1, 1, 0), new Matrix2(0, -1, 1, 0));

    private final Layout layout;
    private int decoded;
    private double agreement;
    private Optional<Sighting> best = Optional.empty();
    private final Map<WorkId, Double> agreements = new LinkedHashMap<>();

    Findings(Layout layout) {
        this.layout = layout;
    }

    /** How many times the decoder ran. */
    int decoded() {
        return decoded;
    }

    /** The best agreement seen, decoded or not. */
    double agreement() {
        return agreement;
    }

    /** The surest that was read; if nothing was, the best that was looked at closely. */
    Optional<Sighting> best() {
        return best;
    }

    Layout layout() {
        return layout;
    }

    boolean isEmpty() {
        return agreements.isEmpty();
    }

    /** Reads a picture that was neither scaled nor turned but by quarters and mirrors. */
    void addUpright(Spectrum upright) {
        for (Matrix2 pose : POSES) {
            Spectrum spectrum = upright.under(pose);
            for (Alignment alignment : Alignment.of(spectrum, layout, MARKS)) {
                add(new Sighting(spectrum, alignment, Warp.of(pose, 0, 0), Sighting.FULL));
            }
        }
    }

    void addTracks(GeometrySearch search, List<Tracking.Track> tracks) {
        for (Tracking.Track track : tracks) {
            if (passes(track.z())) {
                Spectrum spectrum = search.fold(track);
                read(new Sighting(spectrum, track.alignment(), track.warp(), search.side()));
                // Another mark that went through the same things stands at another place of the same tile.
                Alignment.of(spectrum, layout, MARKS)
                        .forEach(alignment -> add(new Sighting(spectrum, alignment, track.warp(), search.side())));
            }
        }
    }

    private void add(Sighting seen) {
        if (passes(seen.z())) {
            read(seen);
        } else {
            keep(seen);
        }
    }

    private boolean passes(double z) {
        agreement = Math.max(agreement, z);
        return z >= GATE;
    }

    private void read(Sighting seen) {
        decoded++;
        OptionalLong id = Reader.read(seen.spectrum(), seen.alignment(), layout);
        id.ifPresent(value -> agreements.merge(new WorkId(value), seen.z(), Math::max));
        keep(id.isPresent() ? seen.asRead() : seen);
    }

    private void keep(Sighting seen) {
        if (best.isEmpty() || Sighting.SUREST.compare(seen, best.get()) > 0) {
            best = Optional.of(seen);
        }
    }

    Extraction extraction() {
        List<Map.Entry<WorkId, Double>> surest = agreements.entrySet().stream()
                .sorted(Map.Entry.<WorkId, Double>comparingByValue(Comparator.reverseOrder()))
                .toList();
        if (surest.isEmpty()) {
            return Extraction.NONE;
        }
        double confidence = Math.min(1, surest.get(0).getValue() / PERFECT);
        return new Extraction(surest.stream().map(Map.Entry::getKey).toList(), confidence);
    }
}
