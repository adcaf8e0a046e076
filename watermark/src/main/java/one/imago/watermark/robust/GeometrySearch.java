package one.imago.watermark.robust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Mat;

/**
 * Finds how a received picture lies to the marked one. Two kinds of evidence propose geometries: sums of the power
 * spectrum over the places of the pilots, which are cheap enough for all turns and scales, and the agreement of the
 * pilots' phases, which tells far fainter marks but only of geometries that are nearly right. The best of both are
 * followed through the picture ({@link Tracking}). Work is bounded by counts of hypotheses, never by a clock.
 */
final class GeometrySearch {
    private static final int LEAST_SIDE = 48;
    /** Agreement at which nothing else needs to be looked at. */
    private static final double CERTAIN = 8;

    private static final int AXIS_PEAKS = 250;
    private static final int TURNED_PEAKS = 1000;
    private static final int SHARPENED = 12;
    private static final int FOLLOWED = 4;
    private static final double PROMISING = 4.4;
    private static final double LEAST_FACTOR = 0.55;
    private static final double MOST_FACTOR = 4.2;
    private static final int WIDE = 512;
    private static final int NARROW = 256;
    private static final double NARROW_FACTOR = 1.4;
    /** Pixels by which the ends of a window may move to each other between two tries. */
    private static final double SCAN_STEP = 3;

    private final Pilots pilots;
    private final Plane plane;
    private final Tracking tracking;
    private final List<Candidate> coarse = new ArrayList<>();
    private final List<Candidate> sharp = new ArrayList<>();

    /**
     * @param residual 32-bit floats; read now, not kept. One that is too small for anything to be found in it is not
     *     looked at, whatever its shape
     */
    GeometrySearch(Mat residual, Layout layout) {
        pilots = Pilots.of(layout);
        plane = Plane.of(residual);
        tracking = new Tracking(plane, pilots);
        if (Math.min(plane.width(), plane.height()) >= LEAST_SIDE) {
            propose(PowerSpectrum.of(residual), PilotPeaks.of(residual));
        }
    }

    private void propose(PowerSpectrum spectrum, PilotPeaks peaks) {
        for (List<Candidate> candidates : List.of(
                AxisSearch.candidates(spectrum, pilots, AXIS_PEAKS),
                TurnSearch.candidates(spectrum, pilots, TURNED_PEAKS))) {
            coarse.addAll(candidates);
            for (Candidate candidate : candidates.subList(0, Math.min(SHARPENED, candidates.size()))) {
                Candidate refined = peaks.refine(candidate.matrix(), pilots);
                if (refined.score() > 0) {
                    sharp.add(refined);
                }
            }
        }
    }

    /** Longer side of the picture that is searched. */
    int side() {
        return Math.max(plane.width(), plane.height());
    }

    /** What the power at the pilots' places proposes; surest first. Most marks that can be read are found here. */
    List<Tracking.Track> strong() {
        return followed(sharp);
    }

    /** What the pilots' phases propose, at several times the cost; surest first. */
    List<Tracking.Track> faint() {
        if (coarse.isEmpty()) {
            return List.of();
        }
        PhaseProbe narrow = new PhaseProbe(plane, NARROW, pilots);
        PhaseProbe wide =
                Math.max(plane.width(), plane.height()) > NARROW ? new PhaseProbe(plane, WIDE, pilots) : narrow;
        List<Candidate> probed = new ArrayList<>();
        for (Matrix2 pose : AxisSearch.POSES) {
            scan(pose, wide, LEAST_FACTOR, NARROW_FACTOR, probed);
            scan(pose, narrow, NARROW_FACTOR, MOST_FACTOR, probed);
            if (wide != narrow && pose.xy() == 0) {
                scan(pose, wide, NARROW_FACTOR, MOST_FACTOR, probed);
            }
        }
        for (Candidate candidate : coarse) {
            Matrix2 matrix = candidate.matrix();
            // Where the marked picture was larger, a smaller window holds as many of its waves, and forgives as much.
            boolean large = Math.abs(matrix.determinant()) < NARROW_FACTOR * NARROW_FACTOR;
            probed.add(new Candidate((large ? wide : narrow).agreement(matrix), matrix));
        }
        probed.removeIf(candidate -> candidate.score() < PROMISING);
        return followed(probed);
    }

    /** The picture's tiles on top of each other, as a track lays them. */
    Spectrum fold(Tracking.Track track) {
        return WarpFold.of(plane, track.warp());
    }

    /** Follows the best of the candidates until one is certain. */
    private List<Tracking.Track> followed(List<Candidate> candidates) {
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
        List<Matrix2> seen = new ArrayList<>();
        List<Tracking.Track> tracks = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Matrix2 matrix = candidate.matrix();
            if (seen.stream().anyMatch(other -> isSame(other, matrix))) {
                continue;
            }
            seen.add(matrix);
            Optional<Tracking.Track> track = tracking.follow(matrix);
            track.ifPresent(tracks::add);
            if (seen.size() == FOLLOWED || (track.isPresent() && track.get().z() >= CERTAIN)) {
                break;
            }
        }
        tracks.sort(Comparator.comparingDouble(Tracking.Track::z).reversed());
        return tracks;
    }

    private static boolean isSame(Matrix2 one, Matrix2 other) {
        return one.distance(other) < 5e-4 * (1 + Math.abs(one.xx()) + Math.abs(one.xy()));
    }

    /** Tries one factor for both ways, as finely as a probe's window needs, and adds the peaks. */
    private void scan(Matrix2 pose, PhaseProbe probe, double from, double to, List<Candidate> found) {
        Candidate before = new Candidate(0, pose);
        boolean rising = true;
        for (double factor = from; factor < to; factor += SCAN_STEP / probe.window()) {
            Matrix2 matrix =
                    new Matrix2(factor * pose.xx(), factor * pose.xy(), factor * pose.yx(), factor * pose.yy());
            Candidate now = new Candidate(probe.agreement(matrix), matrix);
            if (now.score() < before.score() && rising) {
                found.add(before);
            }
            rising = now.score() >= before.score();
            before = now;
        }
    }
}
