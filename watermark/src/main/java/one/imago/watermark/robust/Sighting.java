package one.imago.watermark.robust;

import java.util.Comparator;

/**
 * One place at which a mark was looked for.
 *
 * @param spectrum the picture folded there
 * @param alignment how the pilots agree in it
 * @param fold the geometry that it was folded under: from pixels of the picture to those of the marked one
 * @param side longer side of the picture that the geometry is of; a larger one was reduced to it
 * @param read whether an id was read
 */
record Sighting(Spectrum spectrum, Alignment alignment, Warp fold, int side, boolean read) {
    /** The picture at whatever size it has. */
    static final int FULL = Integer.MAX_VALUE;

    static final Comparator<Sighting> SUREST =
            Comparator.comparing(Sighting::read).thenComparingDouble(Sighting::z);

    Sighting(Spectrum spectrum, Alignment alignment, Warp fold, int side) {
        this(spectrum, alignment, fold, side, false);
    }

    Sighting asRead() {
        return new Sighting(spectrum, alignment, fold, side, true);
    }

    double z() {
        return alignment.z();
    }

    /** Where a pixel stood in the marked picture, up to whole tiles. */
    Warp warp() {
        return (alignment.reversed() ? fold.turned() : fold).shifted(-alignment.x(), -alignment.y());
    }
}
