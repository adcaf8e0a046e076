package one.imago.watermark.attack;

import java.util.SplittableRandom;
import one.imago.node.picture.Picture;

/** Parts of pictures, cut without native code. */
public final class Crops {
    private static final int LEAST_SIDE = 200;
    private static final int LARGEST_SIDE = 1024;

    private Crops() {}

    /** Any part with sides of 200 to 1,024 pixels, as far as the picture has them. */
    public static Picture random(Picture picture, SplittableRandom random) {
        int width = side(picture.width(), random);
        int height = side(picture.height(), random);
        int x0 = random.nextInt(picture.width() - width + 1);
        int y0 = random.nextInt(picture.height() - height + 1);
        byte[] bgr = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(picture.bgr(), 3 * ((y0 + y) * picture.width() + x0), bgr, 3 * y * width, 3 * width);
        }
        return new Picture(width, height, bgr);
    }

    private static int side(int available, SplittableRandom random) {
        int most = Math.min(available, LARGEST_SIDE);
        return most <= LEAST_SIDE ? most : LEAST_SIDE + random.nextInt(most - LEAST_SIDE + 1);
    }
}
