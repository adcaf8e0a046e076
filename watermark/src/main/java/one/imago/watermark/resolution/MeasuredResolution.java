package one.imago.watermark.resolution;

import one.imago.node.picture.Picture;

/**
 * How many pixels a picture's detail would fill along its longer side. Enlarging a picture adds pixels and no detail:
 * its spectrum falls steeply where that of the original ended, and {@link Spectrum} finds that place.
 *
 * @param side pixels along the longer side, at most those of the file: what a registration records
 * @param sureSide the same, with detail that may be added grain not counted: what a claim is believed for
 */
public record MeasuredResolution(int side, int sureSide) {
    /** Smaller pictures have too few samples; they are taken as they are. */
    public static final int LEAST_SIDE = Spectrum.LENGTH;

    public static MeasuredResolution of(Picture picture) {
        int longer = Math.max(picture.width(), picture.height());
        if (Math.min(picture.width(), picture.height()) < LEAST_SIDE) {
            return new MeasuredResolution(longer, longer);
        }
        Spectrum across = Spectrum.across(picture);
        Spectrum down = Spectrum.down(picture);
        double cutOff = Math.min(across.cutOff(), down.cutOff());
        double sure = Math.min(cutOff, Math.min(across.whereGrainBegins(), down.whereGrainBegins()));
        return new MeasuredResolution(pixels(longer, cutOff), pixels(longer, sure));
    }

    private static int pixels(int longer, double cyclesPerPixel) {
        return (int) Math.max(1, Math.min(longer, Math.round(2 * cyclesPerPixel * longer)));
    }
}
