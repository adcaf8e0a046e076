package one.imago.watermark.robust;

import java.util.Arrays;

/**
 * A polar code (Arikan 2009) of 512 coded bits that carries 104, read by list decoding (Tal and Vardy 2015) with the
 * min-sum rule. The order of reliability is the beta expansion (He et al. 2017): a bit of an index counts 2^(j/4).
 */
final class PolarCode {
    static final int LENGTH = 512;
    static final int PAYLOAD_BITS = 104;

    /** A millionth each: 2^(j/4), rounded, so that no machine orders otherwise. */
    private static final int[] WEIGHTS = {
        1_000_000, 1_189_207, 1_414_214, 1_681_793, 2_000_000, 2_378_414, 2_828_427, 3_363_586, 4_000_000
    };

    private static final int[] CARRIERS = carriers();
    private static final boolean[] FROZEN = frozen();

    private PolarCode() {}

    /** The most reliable indices, rising; the others are frozen to zero. */
    private static int[] carriers() {
        Integer[] order = new Integer[LENGTH];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Integer.compare(weight(b), weight(a)));
        int[] carriers = new int[PAYLOAD_BITS];
        Arrays.setAll(carriers, i -> order[i]);
        Arrays.sort(carriers);
        return carriers;
    }

    private static int weight(int index) {
        int weight = 0;
        for (int j = 0; j < WEIGHTS.length; j++) {
            weight += (index >> j & 1) * WEIGHTS[j];
        }
        return weight;
    }

    private static boolean[] frozen() {
        boolean[] frozen = new boolean[LENGTH];
        Arrays.fill(frozen, true);
        for (int carrier : CARRIERS) {
            frozen[carrier] = false;
        }
        return frozen;
    }

    /**
     * @param payload 104 bits
     * @return 512 bits
     */
    static byte[] encode(byte[] payload) {
        byte[] word = new byte[LENGTH];
        for (int i = 0; i < PAYLOAD_BITS; i++) {
            word[CARRIERS[i]] = payload[i];
        }
        transform(word);
        return word;
    }

    /** Its own inverse. */
    private static void transform(byte[] word) {
        for (int half = 1; half < LENGTH; half *= 2) {
            for (int i = 0; i < LENGTH; i++) {
                if ((i & half) == 0) {
                    word[i] ^= word[i + half];
                }
            }
        }
    }

    /**
     * The likeliest payloads, likeliest first.
     *
     * @param soft a value for each coded bit, positive for 0, larger for surer
     * @param most how many paths are followed
     */
    static byte[][] decode(float[] soft, int most) {
        ListDecoder decoder = new ListDecoder(most);
        byte[][] words = decoder.decode(soft);
        byte[][] payloads = new byte[words.length][PAYLOAD_BITS];
        for (int i = 0; i < words.length; i++) {
            transform(words[i]);
            for (int j = 0; j < PAYLOAD_BITS; j++) {
                payloads[i][j] = words[i][CARRIERS[j]];
            }
        }
        return payloads;
    }

    /** One decoding. A node of the tree is decoded for all paths together. */
    private static final class ListDecoder {
        private final int most;
        /** Cost of each path: how much of the soft values it contradicts. */
        private float[] cost = {0};

        ListDecoder(int most) {
            this.most = most;
        }

        /** Decided bits of a node for each path that is left, and the path at entry that each comes from. */
        private record Decided(byte[][] bits, int[] parent) {}

        byte[][] decode(float[] soft) {
            byte[][] words = decode(new float[][] {soft}, 0).bits();
            Integer[] order = new Integer[words.length];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Float.compare(cost[a], cost[b]));
            byte[][] sorted = new byte[words.length][];
            Arrays.setAll(sorted, i -> words[order[i]]);
            return sorted;
        }

        private Decided decode(float[][] soft, int offset) {
            int length = soft[0].length;
            if (isFrozen(offset, length)) {
                return zero(soft);
            }
            if (length == 1) {
                return split(soft);
            }
            int half = length / 2;
            float[][] upper = new float[soft.length][half];
            for (int p = 0; p < soft.length; p++) {
                float[] a = soft[p];
                float[] to = upper[p];
                for (int i = 0; i < half; i++) {
                    float x = a[i];
                    float y = a[i + half];
                    float least = Math.min(Math.abs(x), Math.abs(y));
                    to[i] = (x < 0) == (y < 0) ? least : -least;
                }
            }
            Decided first = decode(upper, offset);
            int paths = first.parent().length;
            float[][] lower = new float[paths][half];
            for (int p = 0; p < paths; p++) {
                float[] a = soft[first.parent()[p]];
                byte[] known = first.bits()[p];
                float[] to = lower[p];
                for (int i = 0; i < half; i++) {
                    to[i] = known[i] == 0 ? a[i + half] + a[i] : a[i + half] - a[i];
                }
            }
            Decided second = decode(lower, offset + half);
            return joined(first, second, half);
        }

        private static Decided joined(Decided first, Decided second, int half) {
            int paths = second.parent().length;
            byte[][] bits = new byte[paths][2 * half];
            int[] parent = new int[paths];
            for (int p = 0; p < paths; p++) {
                byte[] left = first.bits()[second.parent()[p]];
                byte[] right = second.bits()[p];
                for (int i = 0; i < half; i++) {
                    bits[p][i] = (byte) (left[i] ^ right[i]);
                    bits[p][i + half] = right[i];
                }
                parent[p] = first.parent()[second.parent()[p]];
            }
            return new Decided(bits, parent);
        }

        private static boolean isFrozen(int offset, int length) {
            // Reliability rises to the right within a node, so the last index decides.
            return FROZEN[offset + length - 1];
        }

        private Decided zero(float[][] soft) {
            int[] parent = new int[soft.length];
            for (int p = 0; p < soft.length; p++) {
                for (float value : soft[p]) {
                    cost[p] += Math.max(0, -value);
                }
                parent[p] = p;
            }
            return new Decided(new byte[soft.length][soft[0].length], parent);
        }

        private Decided split(float[][] soft) {
            int paths = soft.length;
            float[] costs = new float[2 * paths];
            for (int p = 0; p < paths; p++) {
                float value = soft[p][0];
                costs[2 * p] = cost[p] + Math.max(0, -value);
                costs[2 * p + 1] = cost[p] + Math.max(0, value);
            }
            int kept = Math.min(most, 2 * paths);
            int[] chosen = cheapest(costs, kept);
            byte[][] bits = new byte[kept][1];
            int[] parent = new int[kept];
            cost = new float[kept];
            for (int i = 0; i < kept; i++) {
                bits[i][0] = (byte) (chosen[i] & 1);
                parent[i] = chosen[i] / 2;
                cost[i] = costs[chosen[i]];
            }
            return new Decided(bits, parent);
        }

        private static int[] cheapest(float[] costs, int kept) {
            float[] sorted = costs.clone();
            Arrays.sort(sorted);
            float last = sorted[kept - 1];
            int[] chosen = new int[kept];
            int n = 0;
            for (int i = 0; i < costs.length && n < kept; i++) {
                if (costs[i] < last) {
                    chosen[n++] = i;
                }
            }
            for (int i = 0; i < costs.length && n < kept; i++) {
                if (costs[i] == last) {
                    chosen[n++] = i;
                }
            }
            return chosen;
        }
    }
}
