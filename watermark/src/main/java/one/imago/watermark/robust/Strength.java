package one.imago.watermark.robust;

/**
 * How strong the mark is at each level of a {@link Survey}: standard deviation of the change of luma, in gray levels. It
 * rises with what the neighbourhood hides, and has a ceiling where nothing does.
 */
final class Strength {
    /** A change of luma by one gray level costs so much in mean square over the three channels; see {@link Marking}. */
    static final double COST = 0.809;

    private static final double FLOOR = 1.5;
    private static final double EXPONENT = 0.45;
    private static final double FLAT = 2;
    private static final double FLAT_CEILING = 0.95;
    private static final double CEILING_SLOPE = 0.8;
    private static final double MOST_ACTIVITY = 40;

    private Strength() {}

    /** Strength of each level. */
    static float[] table(double factor) {
        float[] table = new float[Survey.LEVELS];
        for (int level = 0; level < table.length; level++) {
            double activity = Math.min(MOST_ACTIVITY, Survey.activity(level));
            double ceiling = FLAT_CEILING + CEILING_SLOPE * Math.max(0, activity - FLAT);
            table[level] = (float) Math.min(ceiling, factor * Math.pow(activity + FLOOR, EXPONENT));
        }
        return table;
    }

    /** Signal to noise of the whole picture with such a table, in dB. */
    static double psnr(Survey survey, float[] table) {
        double square = 1e-9;
        for (int level = 0; level < table.length; level++) {
            square += (double) table[level] * table[level] * survey.count()[level];
        }
        return 10 * Math.log10(255 * 255 / (COST * square / survey.level().length));
    }

    /** The factor at which a picture has so many dB; where ceilings keep it above, the largest factor that matters. */
    static double factor(Survey survey, double psnr) {
        double low = 0;
        double high = 4;
        for (int i = 0; i < 30; i++) {
            double middle = (low + high) / 2;
            if (psnr(survey, table(middle)) > psnr) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
