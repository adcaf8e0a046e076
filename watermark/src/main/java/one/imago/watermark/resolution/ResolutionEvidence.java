package one.imago.watermark.resolution;

import java.util.Locale;
import java.util.Optional;

/**
 * What a similar picture is evidence of, in a claim that contests a registered work. The white paper lets a picture of a
 * higher resolution, or a camera raw file, take a work over; an enlarging program or a licensee could do that. So it is
 * evidence that a person weighs, and nothing moves by it.
 */
public enum ResolutionEvidence {
    /** No more than a similar picture. */
    NONE,
    /** It shows all of the work, and more of its detail than was registered. */
    HIGHER_RESOLUTION,
    /** It is camera raw, of at least the registered size, and its own JPEG shows all of the work. */
    CAMERA_RAW;

    /** Share of the work's frame that must be seen. */
    public static final double LEAST_COVERAGE = 0.98;

    /** How many times the registered detail it must have: enlargements by 1.25 are never told apart. */
    public static final double LEAST_GAIN = 1.35;

    /**
     * Classifies.
     *
     * @param coverage share of the work's frame that the picture shows
     * @param span of the work's longer side on the picture, in longer sides of that
     * @param measured detail of the picture
     * @param raw the camera raw file that the picture is of
     * @param registered pixels along the work's longer side that its detail fills, or is claimed to
     */
    public static ResolutionEvidence of(
            double coverage, double span, MeasuredResolution measured, Optional<RawFile> raw, int registered) {
        if (coverage < LEAST_COVERAGE) {
            return NONE;
        }
        if (raw.isPresent() && raw.get().side() * span >= registered) {
            return CAMERA_RAW;
        }
        return measured.sureSide() * span >= LEAST_GAIN * registered ? HIGHER_RESOLUTION : NONE;
    }

    /** The name in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
