package one.imago.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import one.imago.cli.terminal.Failure;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.node.storage.InMemoryStorage;
import one.imago.watermark.attack.Attack;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.codec.PictureWriter;
import one.imago.watermark.fingerprint.PdqHash;
import one.imago.watermark.fingerprint.PerceptualHash;
import one.imago.watermark.fingerprint.PictureFingerprints;
import one.imago.watermark.index.CopySearch;
import one.imago.watermark.index.CopySearch.Compared;
import one.imago.watermark.index.FingerprintIndex;
import one.imago.watermark.index.IndexHit;
import one.imago.watermark.index.IndexedWork;
import one.imago.watermark.likeness.Look;
import one.imago.watermark.likeness.MadeUpSketch;
import one.imago.watermark.likeness.Reduction;
import one.imago.watermark.likeness.Relation;
import one.imago.watermark.likeness.Sketch;
import one.imago.watermark.likeness.Sketcher;

/** Pictures that are registered in an index in memory, and searches for copies of them. */
final class CopyTrial implements AutoCloseable {
    private static final int PREVIEW_SIDE = 2048;
    private static final int HASH_BITS = 8;
    private static final int PROPOSED = 6;

    private final FingerprintIndex index = FingerprintIndex.inMemory(new InMemoryStorage());
    private final CopySearch search = new CopySearch(index);
    private final List<Known> known = new ArrayList<>();
    private double registerMillis;

    private record Known(String name, Picture picture, long phash0, long phash1, PdqHash pdq, Sketch sketch) {}

    /**
     * What came of one copy.
     *
     * @param picture that was copied
     * @param found whether the search named it
     * @param relation what the search said of it
     * @param byDetails whether the index of details proposed it
     * @param byCodes whether the index of codes proposed it, with its poses and crops
     * @param byPhash0 whether the white paper's hash is within 8 bits
     * @param byPhash1 whether pHash version 1 is within 8 bits
     * @param byPdq whether PDQ is within 31 bits, both of use
     * @param wrongPairs other works that the copy was compared with
     * @param falseNames of those that were accepted
     * @param millis CPU time
     */
    record Outcome(
            String picture,
            boolean found,
            Relation relation,
            boolean byDetails,
            boolean byCodes,
            boolean byPhash0,
            boolean byPhash1,
            boolean byPdq,
            int wrongPairs,
            List<String> falseNames,
            double millis) {}

    /** As a node does that reads the preview. */
    void register(String name, Picture picture) throws Failure {
        Picture preview;
        try {
            preview = new LocalPictureDecoder(PictureLimits.DEFAULT)
                    .read(PictureWriter.preview(Reduction.of(picture, PREVIEW_SIDE)));
        } catch (PictureRejected e) {
            throw Failure.refused(e.code(), name + ": " + e.getMessage(), "");
        }
        long code = PerceptualHash.median(picture);
        ThreadCpu cpu = ThreadCpu.start();
        Sketch sketch = Sketcher.sketch(preview);
        index.add(new IndexedWork(new WorkId(known.size()), code, sketch));
        registerMillis += cpu.millis();
        known.add(new Known(name, picture, PerceptualHash.whitepaper(picture), code, PdqHash.of(picture), sketch));
    }

    /** Adds works that nobody made: details of the pictures at other places, a tenth to a quarter of their bits turned. */
    void fill(int count, SplittableRandom random) {
        for (int i = 0; i < count; i++) {
            List<Sketch> some = new ArrayList<>();
            for (int j = 0; j < 8; j++) {
                some.add(known.get(random.nextInt(known.size())).sketch());
            }
            index.add(new IndexedWork(
                    new WorkId(known.size() + (long) i), random.nextLong(), MadeUpSketch.of(some, random)));
        }
    }

    Outcome search(int which, Attack attack) {
        Known original = known.get(which);
        WorkId right = new WorkId(which);
        Picture copy = attack.apply(original.picture(), original.name());
        ThreadCpu cpu = ThreadCpu.start();
        PictureFingerprints prints = PictureFingerprints.of(new byte[0], copy);
        Look look = new Look(copy, prints.pdq());
        long[] codes = prints.turned();
        List<Compared> compared = search.find(look, codes);
        double millis = cpu.millis();
        Optional<Compared> hit =
                compared.stream().filter(c -> c.work().work().equals(right)).findFirst();
        return new Outcome(
                original.name(),
                hit.filter(c -> c.likeness().accepted()).isPresent(),
                hit.map(c -> c.likeness().relation()).orElse(Relation.NONE),
                proposes(look, false, right) || proposes(look, true, right),
                index.near(codes, HASH_BITS, PROPOSED).stream()
                        .map(IndexHit::work)
                        .anyMatch(right::equals),
                PerceptualHash.distance(prints.phash0(), original.phash0()) <= HASH_BITS,
                PerceptualHash.distance(prints.phash1(), original.phash1()) <= HASH_BITS,
                prints.pdq().useful()
                        && original.pdq().useful()
                        && prints.pdq().distance(original.pdq()) <= PdqHash.USUAL_DISTANCE,
                compared.size() - (hit.isPresent() ? 1 : 0),
                compared.stream()
                        .filter(c ->
                                !c.work().work().equals(right) && c.likeness().accepted())
                        .map(c -> name(c.work().work()) + ", "
                                + c.likeness().relation().text() + ", "
                                + c.likeness().inliers() + " inliers")
                        .toList(),
                millis);
    }

    private boolean proposes(Look look, boolean mirrored, WorkId right) {
        return index.sharing(look, mirrored, PROPOSED).stream()
                .anyMatch(hit -> hit.work().equals(right));
    }

    private String name(WorkId work) {
        return work.value() < known.size() ? known.get((int) work.value()).name() : "a made-up work";
    }

    int size() {
        return known.size();
    }

    int works() {
        return index.size();
    }

    double registerMillis() {
        return registerMillis / known.size();
    }

    long bytesPerWork() {
        return index.bytes() / index.size();
    }

    @Override
    public void close() {
        index.close();
    }
}
