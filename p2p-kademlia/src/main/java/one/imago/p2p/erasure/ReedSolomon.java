package one.imago.p2p.erasure;

import java.util.List;
import java.util.SortedMap;

/**
 * A systematic Reed-Solomon code over GF(256): of N pieces the first K are the data, and any K give all others.
 *
 * <p>The K data bytes at one position are the values of one polynomial of degree below K at the points x0 = 0 and
 * xi = 2^(i−1); piece i holds its value at xi. So every piece follows from any K others by Lagrange's formula, and no
 * matrix is ever inverted. The code is that of Rizzo, "Effective erasure codes for reliable computer communication
 * protocols" (1997), byte for byte what zfec computes. It corrects missing pieces, not wrong ones: those are found by
 * their ids before they come here. Immutable.
 */
public final class ReedSolomon {
    /** Most pieces. */
    public static final int MAX_PIECES = 255;

    private final int data;
    private final int total;
    private final Combination parity;

    /**
     * @param data K, at least 1
     * @param total N, from K to {@link #MAX_PIECES}
     */
    public ReedSolomon(int data, int total) {
        if (data < 1 || total < data || total > MAX_PIECES) {
            throw new IllegalArgumentException("a code has 1 to " + MAX_PIECES + " pieces, of which some are data");
        }
        this.data = data;
        this.total = total;
        int[] known = range(0, data);
        this.parity = new Combination(coefficients(range(data, total), known), data);
    }

    public int data() {
        return data;
    }

    public int total() {
        return total;
    }

    /**
     * The N − K pieces that follow the data.
     *
     * @param pieces the K data pieces, of at least {@code length} bytes each
     */
    public byte[][] parity(byte[][] pieces, int length) {
        byte[][] computed = new byte[total - data][length];
        parity.apply(pieces, computed, length);
        return computed;
    }

    /**
     * Prepares to compute some pieces from others; worth keeping while the same pieces are missing.
     *
     * @param known numbers of exactly K pieces, different from each other
     * @param wanted numbers of the pieces to compute
     */
    public Rebuild rebuild(List<Integer> known, List<Integer> wanted) {
        int[] from = known.stream().mapToInt(Integer::intValue).toArray();
        int[] to = wanted.stream().mapToInt(Integer::intValue).toArray();
        if (from.length != data || known.stream().distinct().count() != data) {
            throw new IllegalArgumentException("rebuilding needs exactly " + data + " different pieces");
        }
        return new Rebuild(known, new Combination(coefficients(to, from), data), to.length);
    }

    /** Computes certain pieces from certain others. Immutable. */
    public static final class Rebuild {
        private final List<Integer> known;
        private final Combination combination;
        private final int wanted;

        private Rebuild(List<Integer> known, Combination combination, int wanted) {
            this.known = List.copyOf(known);
            this.combination = combination;
            this.wanted = wanted;
        }

        /**
         * The wanted pieces, in the order in which they were asked for.
         *
         * @param pieces by number, the known ones at least, of at least {@code length} bytes each
         */
        public byte[][] apply(SortedMap<Integer, byte[]> pieces, int length) {
            byte[][] in = new byte[known.size()][];
            for (int i = 0; i < in.length; i++) {
                in[i] = pieces.getOrDefault(known.get(i), new byte[0]);
                if (in[i].length < length) {
                    throw new IllegalArgumentException("piece " + known.get(i) + " is missing or too short");
                }
            }
            byte[][] out = new byte[wanted][length];
            combination.apply(in, out, length);
            return out;
        }
    }

    /** Lagrange: what piece {@code known[c]} contributes to piece {@code wanted[r]}. */
    private int[][] coefficients(int[] wanted, int[] known) {
        int[][] matrix = new int[wanted.length][known.length];
        for (int row = 0; row < wanted.length; row++) {
            int x = point(wanted[row]);
            for (int column = 0; column < known.length; column++) {
                int own = point(known[column]);
                int numerator = 1;
                int denominator = 1;
                for (int other = 0; other < known.length; other++) {
                    if (other != column) {
                        int at = point(known[other]);
                        numerator = Gf256.multiply(numerator, x ^ at);
                        denominator = Gf256.multiply(denominator, own ^ at);
                    }
                }
                matrix[row][column] = Gf256.divide(numerator, denominator);
            }
        }
        return matrix;
    }

    private int point(int piece) {
        if (piece < 0 || piece >= total) {
            throw new IllegalArgumentException("there is no piece " + piece + " of " + total);
        }
        return piece == 0 ? 0 : Gf256.power(piece - 1);
    }

    private static int[] range(int from, int to) {
        int[] numbers = new int[to - from];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = from + i;
        }
        return numbers;
    }
}
