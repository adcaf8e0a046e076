package one.imago.watermark.robust;

import java.util.Locale;
import one.imago.node.picture.Picture;
import one.imago.watermark.drawing.Drawing;
import one.imago.watermark.drawing.Ink;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** What the embedder writes, and where, drawn for a person. */
final class EmbeddingDrawing {
    private static final int SIDE = 1024;
    private static final int TILE = Layout.TILE;
    private static final int PIXEL = 4;
    /** Lines of the lattice either way that are shown of its spectrum: the mark ends at 32. */
    private static final int LINES = 36;

    private static final int LINE = 7;

    private EmbeddingDrawing() {}

    /** How much each pixel may be changed. */
    static Picture strength(Survey survey, float[] table) {
        float[] values = new float[survey.level().length];
        float most = 0.01f;
        for (int i = 0; i < values.length; i++) {
            values[i] = table[survey.level()[i] & 0xff];
            most = Math.max(most, values[i]);
        }
        try (Drawing drawing = Drawing.heat(survey.width(), values, 0, most)) {
            return drawing.within(SIDE)
                    .caption(
                            Ink.PLAIN,
                            String.format(
                                    Locale.ROOT,
                                    "black: unchanged; light: changed by %.1f gray levels (root mean square)",
                                    most))
                    .picture();
        }
    }

    /** The tile that is laid over the picture, and its spectrum with the pilots. */
    static Picture tile(float[] tile, Layout layout) {
        try (Drawing waves = Drawing.gray(TILE, tile, -3, 3).enlarged(PIXEL);
                Drawing lines = spectrum(tile);
                Drawing both = Drawing.sheet(waves.width() + PIXEL + lines.width(), waves.height())) {
            for (int i = 0; i < layout.pilotCount(); i++) {
                lines.circle(place(layout.pilotU[i]), place(layout.pilotV[i]), LINE, Ink.FOUND);
                lines.circle(place(-layout.pilotU[i]), place(-layout.pilotV[i]), LINE, Ink.FOUND);
            }
            return both.lay(waves, 0, 0)
                    .lay(lines, waves.width() + PIXEL, 0)
                    .caption(
                            Ink.PLAIN,
                            "left: the tile of 128 x 128 pixels that repeats over the picture; right: its waves,"
                                    + " middle slowest; circled: the pilots, the rest says the id")
                    .picture();
        }
    }

    private static double place(int line) {
        return LINE * (LINES + line + 0.5);
    }

    /** Amplitude of each wave, frequency zero in the middle. */
    private static Drawing spectrum(float[] tile) {
        Mat mat = new Mat(TILE, TILE, CvType.CV_32F);
        Mat complex = new Mat();
        float[] waves = new float[2 * TILE * TILE];
        try {
            mat.put(0, 0, tile);
            Core.dft(mat, complex, Core.DFT_COMPLEX_OUTPUT);
            complex.get(0, 0, waves);
        } finally {
            mat.release();
            complex.release();
        }
        int side = 2 * LINES + 1;
        float[] amplitudes = new float[side * side];
        float most = 0;
        for (int i = 0; i < amplitudes.length; i++) {
            int v = (i / side - LINES) & (TILE - 1);
            int u = (i % side - LINES) & (TILE - 1);
            int at = 2 * (v * TILE + u);
            amplitudes[i] = (float) Math.hypot(waves[at], waves[at + 1]);
            most = Math.max(most, amplitudes[i]);
        }
        return Drawing.heat(side, amplitudes, 0, 0.8 * most).enlarged(LINE);
    }
}
