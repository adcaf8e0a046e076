package one.imago.watermark.mark;

import java.util.List;
import java.util.OptionalLong;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.Raster;

/**
 * The white paper's mark: 8 x 8 cosine blocks, one middle-frequency coefficient of each, payload bits encrypted by one
 * logistic map, the carrying colour channel chosen by another, both started from an 80-bit key; read back without the
 * original.
 *
 * <p>Three things are not the paper's, and each is there because the literal form does not survive JPEG.
 *
 * <ul>
 *   <li>The strength is not added blindly: the coefficient is moved to the nearest point of a lattice that says the bit
 *       (quantisation index modulation, Chen and Wornell 2001), so that the picture itself is no noise to the reader.
 *   <li>JPEG keeps fine detail of the luma only. So the lattice lives in the luma, and the chosen channel carries twice
 *       the change of the two others instead of all of it.
 *   <li>Each bit is coded (see {@link PayloadCode}) and repeated over all blocks; the reader adds soft values up.
 * </ul>
 *
 * <p>What it is not: it has no synchronisation. A crop by anything but whole blocks at the right and bottom, a change of
 * size or a rotation loses the mark; so does a change of contrast. Anyone who has the key can read, copy or erase it.
 *
 * <p>False alarms: on a picture without a mark the soft values, being cosines of phases that a keyed dither makes
 * uniform, sum up to a sub-Gaussian score against any one codeword. {@link #GATE} is set such that the union over all
 * 2^96 codewords stays below 2e-8; the CRC brings that to about 4e-18 a picture.
 */
public final class WhitepaperScheme implements MarkScheme {
    /** Distance of lattice points of one bit value, in gray levels of an orthonormal coefficient. */
    static final float STEP = 28;

    /** Least score in standard deviations. 2^96 exp(-13^2 / 2) = 1.6e-8. */
    static final double GATE = 13;

    /** About five repetitions of each coded bit. */
    static final int MIN_BLOCKS = 1024;

    private static final int ROUNDS = 4;

    @Override
    public String name() {
        return "whitepaper";
    }

    @Override
    public boolean fits(int width, int height) {
        return (width / 8) * (height / 8) >= MIN_BLOCKS;
    }

    @Override
    public String minimumSize() {
        return MIN_BLOCKS + " whole blocks of 8 x 8 pixels, such as 256 x 256";
    }

    @Override
    public Raster embed(Raster upright, WorkId id, MarkKey key) {
        if (!fits(upright.width(), upright.height())) {
            throw new IllegalArgumentException("the mark needs " + minimumSize());
        }
        int[] bits = PayloadCode.encode(encrypt(PayloadCode.payload(id.value()), key));
        BlockSamples samples = BlockSamples.copyOf(upright);
        BlockPlan plan = new BlockPlan(key);
        for (int by = 0; by < upright.height() / 8; by++) {
            for (int bx = 0; bx < upright.width() / 8; bx++) {
                plan.next();
                if (samples.go(bx, by)) {
                    write(samples, plan, bits[BlockPlan.codedBit(bx, by)]);
                }
            }
        }
        return samples.raster();
    }

    /** Moves the block's coefficient onto the lattice; again where white or black swallowed a part of the move. */
    private static void write(BlockSamples samples, BlockPlan plan, int bit) {
        float value = samples.project(plan.basis());
        float target = lattice(value, plan.dither() + bit * STEP / 2);
        float missing = target - value;
        for (int round = 0; round < ROUNDS; round++) {
            boolean clipped = samples.addLuma(plan.basis(), missing, plan.channel());
            if (!clipped) {
                break;
            }
            missing = 1.5f * (target - samples.project(plan.basis()));
        }
    }

    private static float lattice(float value, float offset) {
        return offset + STEP * Math.round((value - offset) / STEP);
    }

    @Override
    public Extraction extract(Picture picture, MarkKey key) {
        if (!fits(picture.width(), picture.height())) {
            return Extraction.NONE;
        }
        int columns = picture.width() / 8;
        int rows = picture.height() / 8;
        float[] strip = new float[64 * columns];
        double[] soft = new double[PayloadCode.CODED_BITS];
        BlockPlan plan = new BlockPlan(key);
        for (int by = 0; by < rows; by++) {
            lumaStrip(picture, by, columns, strip);
            for (int bx = 0; bx < columns; bx++) {
                plan.next();
                float phase = (project(strip, 8 * columns, 8 * bx, plan.basis()) - plan.dither()) / STEP;
                soft[BlockPlan.codedBit(bx, by)] += cosine(phase);
            }
        }
        return decide(soft, (long) columns * rows, key);
    }

    private static Extraction decide(double[] soft, long blocks, MarkKey key) {
        int[] payload = PayloadCode.decode(soft);
        int[] coded = PayloadCode.encode(payload);
        double sum = 0;
        for (int i = 0; i < coded.length; i++) {
            sum += coded[i] == 0 ? soft[i] : -soft[i];
        }
        // A cosine of a uniform phase has variance 1/2.
        if (sum < GATE * Math.sqrt(blocks / 2.0)) {
            return Extraction.NONE;
        }
        OptionalLong id = PayloadCode.id(encrypt(payload, key));
        return id.isEmpty()
                ? Extraction.NONE
                : new Extraction(List.of(new WorkId(id.getAsLong())), Math.min(1, sum / blocks));
    }

    /** The first map's bits over the payload; its own inverse. */
    private static int[] encrypt(int[] payload, MarkKey key) {
        LogisticMap map = new LogisticMap(key.group(0));
        int[] out = new int[payload.length];
        for (int i = 0; i < payload.length; i++) {
            out[i] = payload[i] ^ map.nextBit();
        }
        return out;
    }

    private static void lumaStrip(Picture picture, int by, int columns, float[] strip) {
        byte[] bgr = picture.bgr();
        int length = 8 * columns;
        for (int y = 0; y < 8; y++) {
            int at = 3 * picture.width() * (8 * by + y);
            int to = y * length;
            for (int x = 0; x < length; x++, at += 3) {
                strip[to + x] = BlockSamples.WEIGHT_BLUE * (bgr[at] & 0xff)
                        + BlockSamples.WEIGHT_GREEN * (bgr[at + 1] & 0xff)
                        + BlockSamples.WEIGHT_RED * (bgr[at + 2] & 0xff);
            }
        }
    }

    private static float project(float[] strip, int stride, int from, float[] basis) {
        float sum = 0;
        for (int y = 0; y < 8; y++) {
            int at = y * stride + from;
            for (int x = 0; x < 8; x++) {
                sum += strip[at + x] * basis[8 * y + x];
            }
        }
        return sum;
    }

    private static final float[] COSINE = new float[4096];

    static {
        for (int i = 0; i < COSINE.length; i++) {
            COSINE[i] = (float) Math.cos(2 * Math.PI * i / COSINE.length);
        }
    }

    /** Cosine of a phase in turns. */
    private static float cosine(float turns) {
        return COSINE[Math.round(turns * COSINE.length) & (COSINE.length - 1)];
    }
}
