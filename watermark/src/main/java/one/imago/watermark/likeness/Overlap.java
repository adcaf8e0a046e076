package one.imago.watermark.likeness;

import java.util.ArrayList;
import java.util.List;

/** Polygons that are cut by a frame. */
final class Overlap {
    private Overlap() {}

    /** The part of a convex polygon inside (0, 0) to (width, height), by Sutherland and Hodgman. */
    static double[][] clip(double[][] polygon, double width, double height) {
        double[][] cut = polygon;
        cut = clip(cut, 1, 0, 0);
        cut = clip(cut, -1, 0, -width);
        cut = clip(cut, 0, 1, 0);
        return clip(cut, 0, -1, -height);
    }

    /** Keeps where ax + by is at least c. */
    private static double[][] clip(double[][] polygon, double a, double b, double c) {
        List<double[]> kept = new ArrayList<>();
        for (int i = 0; i < polygon.length; i++) {
            double[] from = polygon[i];
            double[] to = polygon[(i + 1) % polygon.length];
            double here = a * from[0] + b * from[1] - c;
            double there = a * to[0] + b * to[1] - c;
            if (here >= 0) {
                kept.add(from);
            }
            if ((here > 0 && there < 0) || (here < 0 && there > 0)) {
                double share = here / (here - there);
                kept.add(new double[] {from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])});
            }
        }
        return kept.toArray(double[][]::new);
    }

    static double area(double[][] polygon) {
        double twice = 0;
        for (int i = 0; i < polygon.length; i++) {
            double[] from = polygon[i];
            double[] to = polygon[(i + 1) % polygon.length];
            twice += from[0] * to[1] - to[0] * from[1];
        }
        return Math.abs(twice) / 2;
    }
}
