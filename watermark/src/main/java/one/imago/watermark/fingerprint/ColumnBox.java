package one.imago.watermark.fingerprint;

/** The same sliding mean as {@link RowBox} along every column at once, fed row by row. */
final class ColumnBox {
    /** Takes the rows as they are done; the array is used again. */
    interface Sink {
        void accept(float[] row, int y);
    }

    private final Sink sink;
    private final float[] sums;
    private final float[] means;
    private final float[][] entered;
    private int added;
    private int done;

    ColumnBox(int width, int window, Sink sink) {
        this.sink = sink;
        sums = new float[width];
        means = new float[width];
        entered = new float[window][width];
    }

    void add(float[] row) {
        int window = entered.length;
        float[] slot = entered[added % window];
        if (added < window) {
            for (int x = 0; x < sums.length; x++) {
                sums[x] += row[x];
            }
        } else {
            for (int x = 0; x < sums.length; x++) {
                sums[x] = sums[x] + row[x] - slot[x];
            }
        }
        System.arraycopy(row, 0, slot, 0, row.length);
        added++;
        if (added > window / 2) {
            emit(Math.min(added, window));
        }
    }

    /** The last rows, whose windows reach over the end. */
    void finish() {
        int window = entered.length;
        for (int left = window - 1; left >= window - window / 2; left--) {
            float[] slot = entered[(added - 1 - left) % window];
            for (int x = 0; x < sums.length; x++) {
                sums[x] -= slot[x];
            }
            emit(left);
        }
    }

    private void emit(int count) {
        float divisor = count;
        for (int x = 0; x < sums.length; x++) {
            means[x] = sums[x] / divisor;
        }
        sink.accept(means, done++);
    }
}
