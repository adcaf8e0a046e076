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
    private static final int TURNED_PEAKS = 1500;
    private static final int SHARPENED = 12;
    private static final int FOLLOWED = 4;
    private static final double PROMISING = 4.4;
    private static final double LEAST_FACTOR = 0.55;
    private static final double MOST_FACTOR = 4.2;
    /** Pixels by which the ends of a window may move to each other between two tries. */
    private static final double SCAN_STEP = 3;

    private final Pilots pilots;
    private final PowerSpectrum spectrum;
    private final PilotPeaks peaks;
    private final PhaseProbe narrow;
    private final PhaseProbe wide;
    private final Plane plane;
    private final Tracking tracking;
    private final boolean possible;

    /**
     * @param residual 32-bit floats; read now, not kept
     */
    GeometrySearch(Mat residual, Layout layout) {
        this(residual, Pilots.of(layout));
    }

    GeometrySearch(Mat residual, Pilots pilots) {
        this.pilots = pilots;
        possible = Math.min(residual.cols(), residual.rows()) >= LEAST_SIDE;
        spectrum = PowerSpectrum.of(residual);
        peaks = PilotPeaks.of(residual);
        narrow = new PhaseProbe(residual, 256, pilots);
        wide = Math.max(residual.cols(), residual.rows()) > 256 ? new PhaseProbe(residual, 512, pilots) : narrow;
        plane = Plane.of(residual);
        tracking = new Tracking(plane, pilots);
    }

    /** Scaled, each way by a factor of its own, perhaps mirrored or turned by quarters; surest first. */
    List<Tracking.Track> axisAligned() {
        if (!possible) {
            return List.of();
        }
        List<Candidate> coarse = AxisSearch.candidates(spectrum, pilots, AXIS_PEAKS);
        return followed(coarse, AxisSearch.POSES);
    }

    /** Turned by any angle and scaled, perhaps mirrored; surest first. */
    List<Tracking.Track> turned() {
        return possible ? followed(TurnSearch.candidates(spectrum, pilots, TURNED_PEAKS), List.of()) : List.of();
    }

    /** The picture's tiles on top of each other, as a track lays them. */
    Spectrum fold(Tracking.Track track) {
        return WarpFold.of(plane, track.warp());
    }

    private List<Tracking.Track> followed(List<Candidate> coarse, List<Matrix2> poses) {
        List<Tracking.Track> tracks = new ArrayList<>();
        for (Candidate candidate : sharpened(coarse)) {
            if (follow(candidate, tracks)) {
                return tracks;
            }
        }
        List<Candidate> probed = probed(coarse);
        for (Matrix2 pose : poses) {
            probed.addAll(scanned(pose, wide, LEAST_FACTOR, 1.4));
            probed.addAll(scanned(pose, narrow, 1.4, MOST_FACTOR));
            if (wide != narrow && pose.xy() == 0) {
                probed.addAll(scanned(pose, wide, 1.4, MOST_FACTOR));
            }
        }
        probed.sort(Comparator.comparingDouble(Candidate::score).reversed());
        for (Candidate candidate : probed.subList(0, Math.min(FOLLOWED, probed.size()))) {
            if (candidate.score() > PROMISING && follow(candidate, tracks)) {
                break;
            }
        }
        tracks.sort(Comparator.comparingDouble(Tracking.Track::z).reversed());
        return tracks;
    }

    /** Adds the track of a candidate if there is one; returns whether nothing else needs to be looked at. */
    private boolean follow(Candidate candidate, List<Tracking.Track> tracks) {
        Optional<Tracking.Track> track = tracking.follow(candidate.matrix());
        track.ifPresent(found -> tracks.add(0, found));
        return track.isPresent() && track.get().z() >= CERTAIN;
    }

    private List<Candidate> sharpened(List<Candidate> coarse) {
        List<Candidate> sharp = new ArrayList<>();
        for (Candidate candidate : coarse.subList(0, Math.min(SHARPENED, coarse.size()))) {
            Candidate refined = peaks.refine(candidate.matrix(), pilots);
            if (refined.score() > 0 && sharp.stream().noneMatch(other -> isSame(other, refined))) {
                sharp.add(refined);
            }
        }
        sharp.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return sharp.subList(0, Math.min(FOLLOWED, sharp.size()));
    }

    private static boolean isSame(Candidate one, Candidate other) {
        return one.matrix().distance(other.matrix())
                < 5e-4 * (1 + Math.abs(one.matrix().xx()));
    }

    private List<Candidate> probed(List<Candidate> coarse) {
        List<Candidate> probed = new ArrayList<>();
        for (Candidate candidate : coarse) {
            probed.add(probe(candidate.matrix()));
        }
        return probed;
    }

    /** Where the marked picture was larger, a smaller window holds as many of its waves, and forgives as much. */
    private Candidate probe(Matrix2 matrix) {
        PhaseProbe probe = Math.sqrt(Math.abs(matrix.determinant())) < 1.4 ? wide : narrow;
        return new Candidate(probe.agreement(matrix), matrix);
    }

    /** Tries one factor for both ways, as finely as a probe's window needs. */
    private List<Candidate> scanned(Matrix2 pose, PhaseProbe probe, double from, double to) {
        List<Candidate> found = new ArrayList<>();
        Candidate before = new Candidate(0, pose);
        boolean rising = true;
        double factor = from;
        while (factor < to) {
            Matrix2 matrix = new Matrix2(
                    factor * pose.xx(), factor * pose.xy(), factor * pose.yx(), factor * pose.yy());
            Candidate now = new Candidate(probe.agreement(matrix), matrix);
            if (now.score() < before.score() && rising) {
                found.add(before);
            }
            rising = now.score() >= before.score();
            before = now;
            factor += SCAN_STEP / probe.window();
        }
        return found;
    }
}
