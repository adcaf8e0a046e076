package one.imago.cli.bench;

import java.util.SplittableRandom;

/** Codes and queries to measure an index with, the same in every run. */
final class CodeLoad {
    private static final long SEED = 20_260_701;
    /** Pictures of one scene in the likeness of a collection, and how far their codes are from the first one's, at most. */
    private static final int SCENE = 8;

    private static final int SCENE_BITS = 12;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final long[] codes;

    /**
     * @param likePictures as pHashes are: half of the bits set, the first always, and every other code one of eight of a
     *     scene; otherwise evenly random
     */
    CodeLoad(int count, boolean likePictures) {
        codes = new long[count];
        for (int i = 0; i < count; i++) {
            if (!likePictures) {
                codes[i] = random.nextLong();
            } else if (i % 2 == 0 || i < 2 * SCENE) {
                codes[i] = balanced();
            } else {
                codes[i] = flipped(codes[i - i % (2 * SCENE)], random.nextInt(SCENE_BITS + 1));
            }
        }
    }

    private long balanced() {
        long code = Long.MIN_VALUE;
        while (Long.bitCount(code) < Long.SIZE / 2) {
            code |= 1L << random.nextInt(Long.SIZE);
        }
        return code;
    }

    private long flipped(long code, int bits) {
        long flips = 0;
        while (Long.bitCount(flips) < bits) {
            flips |= 1L << random.nextInt(Long.SIZE);
        }
        return code ^ flips;
    }

    long[] codes() {
        return codes;
    }

    /** Every other one a stored code with up to {@code radius + 1} bits flipped, the rest like new pictures. */
    long[] queries(int count, int radius) {
        long[] queries = new long[count];
        for (int i = 0; i < count; i++) {
            queries[i] =
                    i % 2 == 0 ? flipped(codes[random.nextInt(codes.length)], random.nextInt(radius + 2)) : balanced();
        }
        return queries;
    }
}
