package one.imago.watermark.robust;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import one.imago.node.ledger.WorkId;
import one.imago.watermark.mark.Extraction;

/** The ids that were read out of one picture, each with how well the pilots agreed where it was read. */
final class Findings {
    /** Agreement in standard deviations below which nothing is decoded. */
    private static final double GATE = 5.5;

    /** Marks looked for under one geometry. */
    private static final int MARKS = 2;

    /** Agreement if every pilot has the phase that it should have: root of twice their number. */
    private static final double PERFECT = 10.2;

    private static final List<Matrix2> POSES =
            List.of(Matrix2.IDENTITY, new Matrix2(-1, 0, 0, 1), new Matrix2(0, 1, 1, 0), new Matrix2(0, -1, 1, 0));

    private final Layout layout;
    private int decoded;
    private double agreement;
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
                add(spectrum, alignment);
            }
        }
    }

    void addTracks(GeometrySearch search, List<Tracking.Track> tracks) {
        for (Tracking.Track track : tracks) {
            if (passes(track.z())) {
                Spectrum spectrum = search.fold(track);
                read(spectrum, track.alignment());
                // Another mark that went through the same things stands at another place of the same tile.
                Alignment.of(spectrum, layout, MARKS).forEach(alignment -> add(spectrum, alignment));
            }
        }
    }

    private void add(Spectrum spectrum, Alignment alignment) {
        if (passes(alignment.z())) {
            read(spectrum, alignment);
        }
    }

    private boolean passes(double z) {
        agreement = Math.max(agreement, z);
        return z >= GATE;
    }

    private void read(Spectrum spectrum, Alignment alignment) {
        decoded++;
        OptionalLong id = Reader.read(spectrum, alignment, layout);
        id.ifPresent(value -> agreements.merge(new WorkId(value), alignment.z(), Math::max));
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
