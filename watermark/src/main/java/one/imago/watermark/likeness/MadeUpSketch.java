package one.imago.watermark.likeness;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import one.imago.watermark.features.Features;
import one.imago.watermark.fingerprint.PdqHash;

/** Sketches of pictures that nobody took, by which an index is measured at a size for which there are no pictures. */
public final class MadeUpSketch {
    private static final double LEAST_TURNED = 0.1;
    private static final double MOST_TURNED = 0.25;

    private MadeUpSketch() {}

    /**
     * A sketch with details of real pictures, so that it is met as often as a real one: each at another place, with a
     * tenth to a quarter of its bits turned.
     *
     * @param real some sketches
     */
    public static Sketch of(List<Sketch> real, SplittableRandom random) {
        int count = Sketch.MAX_FEATURES;
        ByteBuffer details = ByteBuffer.allocate(count * Features.ENCODED_BYTES);
        Sketch first = real.get(0);
        for (int i = 0; i < count; i++) {
            Features from = real.get(random.nextInt(real.size())).features();
            details.putChar((char) random.nextInt(64 * first.width()));
            details.putChar((char) random.nextInt(64 * first.height()));
            details.put((byte) random.nextInt(256));
            int feature = from.count() == 0 ? -1 : random.nextInt(from.count());
            details.put((byte) (feature < 0 ? 16 : from.size(feature)));
            double turned = LEAST_TURNED + (MOST_TURNED - LEAST_TURNED) * random.nextDouble();
            for (int word = 0; word < Features.WORDS; word++) {
                long bits = feature < 0 ? random.nextLong() : from.word(feature, word);
                details.putLong(bits ^ mask(random, turned));
            }
        }
        details.flip();
        byte[] luminance = new byte[Sketch.SIDE * Sketch.SIDE];
        random.nextBytes(luminance);
        PdqHash useless = new PdqHash(0, 0, 0, 0, 0);
        return new Sketch(first.width(), first.height(), useless, luminance, Features.decode(details, count));
    }

    private static long mask(SplittableRandom random, double share) {
        long mask = 0;
        int most = (int) Math.round(share * 1024);
        for (int bit = 0; bit < Long.SIZE; bit += 6) {
            long draw = random.nextLong();
            for (int i = 0; i < 6 && bit + i < Long.SIZE; i++) {
                mask |= ((draw >>> (10 * i)) & 1023) < most ? 1L << (bit + i) : 0;
            }
        }
        return mask;
    }
}
