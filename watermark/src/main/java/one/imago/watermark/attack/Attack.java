package one.imago.watermark.attack;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.LocalPictureDecoder;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * A change that a picture may meet on its way, the same each time for the same picture. Thread-safe; keeps to the thread
 * that calls.
 */
public final class Attack {
    static {
        LocalPictureDecoder.loadLibrary();
    }

    private final String name;
    private final Family family;
    private final int target;
    private final boolean inSuite;
    private final Step step;

    Attack(String name, Family family, int target, boolean inSuite, Step step) {
        this.name = name;
        this.family = family;
        this.target = target;
        this.inSuite = inSuite;
        this.step = step;
    }

    public String name() {
        return name;
    }

    public Family family() {
        return family;
    }

    /** Least share of pictures whose mark must survive, in per cent; 0 when there is no target for this one. */
    public int target() {
        return target;
    }

    /** Whether it is one of the forty that are counted together. */
    public boolean inSuite() {
        return inSuite;
    }

    /**
     * Changes a picture.
     *
     * @param picture left as it is
     * @param pictureName together with the attack's name it decides every choice, so that a run can be repeated
     */
    public Picture apply(Picture picture, String pictureName) {
        Mat from = new Mat(picture.height(), picture.width(), CvType.CV_8UC3);
        from.put(0, 0, picture.bgr());
        Mat to = new Mat();
        try {
            to = step.on(from, new SplittableRandom(seed(pictureName)));
            byte[] bgr = new byte[3 * to.cols() * to.rows()];
            to.get(0, 0, bgr);
            return new Picture(to.cols(), to.rows(), bgr);
        } finally {
            from.release();
            to.release();
        }
    }

    private long seed(String pictureName) {
        CRC32 crc = new CRC32();
        crc.update((name + "|" + pictureName).getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    @Override
    public String toString() {
        return name;
    }
}
