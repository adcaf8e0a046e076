package one.imago.watermark.whitepaper;

import java.util.List;
import java.util.Optional;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.mark.Explanation;
import one.imago.watermark.mark.Extraction;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkScheme;

/**
 * The white paper's mark. A gray watermark picture is XORed byte by byte with one logistic map and unrolled to a sequence
 * of bits; each 8 x 8 block of the picture takes the next of them, over and over, as plus or minus a strength on one
 * middle-frequency coefficient of red, green or blue, whichever a second map says. Both maps start from an 80-bit key.
 * Reading needs no original.
 *
 * <p>The upper four bits of each gray sample are the picture's, for a person. The lower four carry, for a machine, whether
 * there is an id and which, with error correction and a checksum: that is how a reader knows that it found something.
 *
 * <p>What it is not: it has no synchronisation. Any crop, change of size, rotation or mirroring loses the mark. Anyone who
 * has the key can read, copy or erase it.
 *
 * <p>False alarms: on a picture that has nothing to do with the key, the keystream makes the sign of every value random,
 * and by Hoeffding's inequality a sum of values with random signs exceeds {@link #GATE} times their root sum of squares
 * with probability at most exp(-GATE^2 / 2). Two guesses at 2^96 codewords and two checksums of 32 bits bring that to
 * about 1.5e-17 a picture.
 */
public final class WhitepaperScheme implements MarkScheme {
    /** Added to or taken from a coefficient, in 8-bit gray levels of an orthonormal transform: about 44 dB. */
    public static final float STRENGTH = 24;

    public static final String NAME = "whitepaper";

    /** Least score in root sums of squares. 2^96 exp(-13^2 / 2) = 1.6e-8. */
    static final double GATE = 13;

    private static final int PICTURE_BITS = 4;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean fits(int width, int height) {
        return Layout.fits(width, height);
    }

    @Override
    public String minimumSize() {
        return Layout.MIN_BLOCKS + " whole blocks of 8 x 8 pixels, such as 256 x 256";
    }

    @Override
    public Raster embed(Raster upright, WorkId id, MarkKey key, Explanation explanation) {
        return embed(upright, new Watermark.Id(id), key, STRENGTH);
    }

    /**
     * Writes a watermark. The samples given are left as they are.
     *
     * @param upright samples with orientation applied
     * @param strength more than 0
     * @throws IllegalArgumentException when the picture does not fit, or the text does not fit the picture
     */
    public Raster embed(Raster upright, Watermark watermark, MarkKey key, float strength) {
        if (!fits(upright.width(), upright.height())) {
            throw new IllegalArgumentException("the mark needs " + minimumSize());
        }
        KeySchedule schedule = KeySchedule.of(key);
        Layout layout = Layout.of(upright.width(), upright.height());
        byte[] hidden = hide(watermark, layout, schedule);
        KeySchedule.Colours colours = schedule.colours();
        BlockPainter painter = new BlockPainter(upright);
        int block = 0;
        for (int by = 0; by < upright.height() / 8; by++) {
            for (int bx = 0; bx < upright.width() / 8; bx++) {
                int bit = block++ % layout.bits();
                boolean one = ((hidden[bit / 8] >> (7 - bit % 8)) & 1) == 1;
                painter.add(bx, by, colours.next(), one ? strength : -strength);
            }
        }
        return painter.raster();
    }

    /** The encrypted gray picture. */
    static byte[] hide(Watermark watermark, Layout layout, KeySchedule schedule) {
        GrayPicture drawn = watermark.drawn(layout.width(), layout.height());
        int[] code = PayloadCode.encode(PayloadCode.payload(watermark.id()));
        LogisticMap map = schedule.hiding();
        byte[] hidden = new byte[layout.samples()];
        for (int i = 0; i < hidden.length; i++) {
            int sample = drawn.at(i) & 0xf0;
            for (int low = 0; low < PICTURE_BITS; low++) {
                sample |= code[codeBit(i, low)] << (PICTURE_BITS - 1 - low);
            }
            hidden[i] = (byte) (sample ^ map.nextByte());
        }
        return hidden;
    }

    /** Which bit of the code stands at one of the lower four bits of a sample, 0 being the most significant of them. */
    private static int codeBit(int sample, int low) {
        return (PICTURE_BITS * sample + low) % PayloadCode.CODED_BITS;
    }

    /**
     * Reads what a picture carries.
     *
     * @throws IllegalArgumentException when the picture is too small to carry anything
     */
    public Reading read(Picture picture, MarkKey key) {
        if (!fits(picture.width(), picture.height())) {
            throw new IllegalArgumentException("the mark needs " + minimumSize());
        }
        Layout layout = Layout.of(picture.width(), picture.height());
        BlindReader reader = BlindReader.of(picture, layout, key);
        Decoded colour = Decoded.of(reader.byColour(), key);
        Decoded brightness = Decoded.of(reader.byBrightness(), key);
        return (colour.score >= brightness.score ? colour : brightness).reading(layout);
    }

    @Override
    public Extraction extract(Picture picture, MarkKey key, Explanation explanation) {
        if (!fits(picture.width(), picture.height())) {
            return Extraction.NONE;
        }
        Reading reading = read(picture, key);
        explanation.show("mark", reading::shown);
        return reading.id()
                .map(id -> new Extraction(List.of(id), reading.confidence()))
                .orElse(Extraction.NONE);
    }

    /** The values of the sequence's bits without the first map over them, and the code word that is nearest to them. */
    private record Decoded(double[] values, int[] payload, double score, double agreement) {
        static Decoded of(double[] soft, MarkKey key) {
            double[] values = reveal(soft, key);
            double[] code = new double[PayloadCode.CODED_BITS];
            eachLow(values, (bit, value) -> code[bit] += value);
            int[] payload = PayloadCode.decode(code);
            int[] nearest = PayloadCode.encode(payload);
            double[] sums = new double[3];
            eachLow(values, (bit, value) -> {
                sums[0] += nearest[bit] == 1 ? value : -value;
                sums[1] += value * value;
                sums[2] += Math.abs(value);
            });
            return sums[1] == 0
                    ? new Decoded(values, payload, 0, 0)
                    : new Decoded(values, payload, sums[0] / Math.sqrt(sums[1]), sums[0] / sums[2]);
        }

        private static double[] reveal(double[] soft, MarkKey key) {
            LogisticMap map = KeySchedule.of(key).hiding();
            double[] values = new double[soft.length];
            for (int i = 0; i < values.length; i += 8) {
                int mask = map.nextByte();
                for (int bit = 0; bit < 8; bit++) {
                    values[i + bit] = ((mask >> (7 - bit)) & 1) == 1 ? -soft[i + bit] : soft[i + bit];
                }
            }
            return values;
        }

        private static void eachLow(double[] values, BitVisitor visitor) {
            for (int sample = 0; sample < values.length / 8; sample++) {
                for (int low = 0; low < PICTURE_BITS; low++) {
                    visitor.visit(codeBit(sample, low), values[8 * sample + 8 - PICTURE_BITS + low]);
                }
            }
        }

        Reading reading(Layout layout) {
            Optional<Optional<WorkId>> content = score < GATE ? Optional.empty() : PayloadCode.content(payload);
            return new Reading(
                    content.isPresent(),
                    content.flatMap(id -> id),
                    picture(layout),
                    content.isPresent() ? Math.min(1, agreement) : 0);
        }

        /** Sixteen grays: four bits repeated make eight. */
        private GrayPicture picture(Layout layout) {
            byte[] samples = new byte[layout.samples()];
            for (int i = 0; i < samples.length; i++) {
                int gray = 0;
                for (int bit = 0; bit < PICTURE_BITS; bit++) {
                    gray = (gray << 1) | (values[8 * i + bit] > 0 ? 1 : 0);
                }
                samples[i] = (byte) (gray * 0x11);
            }
            return new GrayPicture(layout.width(), layout.height(), samples);
        }
    }

    private interface BitVisitor {
        void visit(int codeBit, double value);
    }
}
