package one.imago.watermark.fingerprint;

/**
 * The mean over a window that slides along a row. The window reaches w/2 to the right and the rest to the left; at the
 * ends it shrinks. One running sum: add what enters, then take away what leaves.
 */
final class RowBox {
    private RowBox() {}

    static void blur(float[] from, float[] to, int window) {
        int ahead = window / 2;
        float sum = 0;
        for (int x = 0; x < window; x++) {
            sum += from[x];
            if (x >= ahead) {
                to[x - ahead] = sum / (x + 1);
            }
        }
        float full = window;
        for (int x = window; x < from.length; x++) {
            sum += from[x];
            sum -= from[x - window];
            to[x - ahead] = sum / full;
        }
        for (int left = window - 1; left >= window - ahead; left--) {
            sum -= from[from.length - 1 - left];
            to[from.length - ahead + window - 1 - left] = sum / left;
        }
    }
}
