package one.imago.watermark.resolution;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A camera raw file, by its structure: what a sensor recorded, behind one colour filter a sample, and beside it the JPEG
 * that the camera made of it. DNG, CR2 and NEF are TIFF inside. Nothing here decodes the sensor's samples: OpenCV does
 * not, and so neither developing them nor comparing them with the JPEG is claimed.
 *
 * @param kind by maker and structure
 * @param width samples of the sensor
 * @param height samples of the sensor
 * @param preview the largest embedded JPEG, a stranger's bytes like any
 */
public record RawFile(Kind kind, int width, int height, byte[] preview) {
    /** What is recognised. */
    public enum Kind {
        DNG,
        CR2,
        NEF
    }

    private static final int COLOUR_FILTERS = 32803;
    private static final int LEAST_SIDE = 256;
    /** Lossless coding of a sensor's samples takes more than this; a blank or made-up one may take less. */
    private static final double LEAST_BYTES_A_SAMPLE = 0.25;

    /**
     * Empty when the file is none: not TIFF inside, without an embedded JPEG, or without an image of one colour filter a
     * sample that has its data in the file. So a JPEG in a DNG's clothes is none.
     */
    public static Optional<RawFile> of(byte[] file) {
        Optional<TiffTree> tree = TiffTree.of(file);
        if (tree.isEmpty()) {
            return Optional.empty();
        }
        List<TiffTree.Image> images = tree.get().images();
        Optional<TiffTree.Image> sensor = images.stream()
                .filter(image -> isSensor(image, tree.get()))
                .max(Comparator.comparingLong(TiffTree.Image::samples));
        Optional<byte[]> preview = tree.get().largestJpeg();
        if (sensor.isEmpty() || preview.isEmpty()) {
            return Optional.empty();
        }
        Kind kind = tree.get().isCr2() ? Kind.CR2 : tree.get().isDng() ? Kind.DNG : Kind.NEF;
        return Optional.of(
                new RawFile(kind, (int) sensor.get().width(), (int) sensor.get().height(), preview.get()));
    }

    private static boolean isSensor(TiffTree.Image image, TiffTree tree) {
        // Canon's sensor image is a lossless JPEG with slices, and says nothing of filters.
        boolean filters = image.photometric() == COLOUR_FILTERS || (tree.isCr2() && image.slices());
        boolean oneSample = image.samplesPerPixel() == 1 || tree.isCr2();
        return filters
                && oneSample
                && image.width() >= LEAST_SIDE
                && image.height() >= LEAST_SIDE
                && image.dataBytes() >= LEAST_BYTES_A_SAMPLE * image.samples();
    }

    /** Samples along the longer side. */
    public int side() {
        return Math.max(width, height);
    }
}
