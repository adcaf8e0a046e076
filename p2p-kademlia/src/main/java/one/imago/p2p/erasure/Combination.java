package one.imago.p2p.erasure;

/**
 * A matrix over GF(256), ready to be applied to long rows of bytes. Eight outputs share one table: the product of an input
 * byte with eight coefficients is one long, so that a look-up and an exclusive or do the work of eight. A table has 2 KiB
 * for each input and eight outputs and stays in the first-level cache while a slice is worked on. Immutable.
 */
final class Combination {
    private static final int GROUP = Long.BYTES;
    private static final int SLICE = 2048;

    private final long[][][] tables;
    private final int inputs;
    private final int outputs;

    /**
     * @param coefficients one row an output, one column an input
     * @param inputs columns, also when there is no row
     */
    Combination(int[][] coefficients, int inputs) {
        this.outputs = coefficients.length;
        this.inputs = inputs;
        tables = new long[(outputs + GROUP - 1) / GROUP][inputs][256];
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                long[] table = tables[output / GROUP][input];
                for (int value = 0; value < 256; value++) {
                    long product = Gf256.multiply(coefficients[output][input], value);
                    table[value] |= product << (8 * (output % GROUP));
                }
            }
        }
    }

    /**
     * Writes {@code length} bytes of every output.
     *
     * @param in a row an input, of at least {@code length} bytes
     * @param out a row an output, likewise; none of them an input
     */
    void apply(byte[][] in, byte[][] out, int length) {
        if (in.length != inputs || out.length != outputs) {
            throw new IllegalArgumentException("expected " + inputs + " inputs and " + outputs + " outputs");
        }
        long[] sums = new long[Math.min(length, SLICE)];
        for (int from = 0; from < length; from += SLICE) {
            int count = Math.min(SLICE, length - from);
            for (int group = 0; group < tables.length; group++) {
                sum(tables[group], in, from, count, sums);
                scatter(sums, out, group * GROUP, from, count);
            }
        }
    }

    private static void sum(long[][] tables, byte[][] in, int from, int count, long[] sums) {
        for (int input = 0; input < in.length; input++) {
            long[] table = tables[input];
            byte[] row = in[input];
            if (input == 0) {
                for (int i = 0; i < count; i++) {
                    sums[i] = table[row[from + i] & 0xff];
                }
            } else {
                for (int i = 0; i < count; i++) {
                    sums[i] ^= table[row[from + i] & 0xff];
                }
            }
        }
    }

    private static void scatter(long[] sums, byte[][] out, int first, int from, int count) {
        for (int output = first; output < Math.min(first + GROUP, out.length); output++) {
            int shift = 8 * (output - first);
            byte[] row = out[output];
            for (int i = 0; i < count; i++) {
                row[from + i] = (byte) (sums[i] >>> shift);
            }
        }
    }
}
