package one.imago.watermark.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import one.imago.node.content.ContentStore;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.Segment;
import one.imago.watermark.codec.PictureDecoder;
import one.imago.watermark.codec.PictureInspector;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.fingerprint.PerceptualHash;
import one.imago.watermark.index.FingerprintIndex;
import one.imago.watermark.index.PreviewReader;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkScheme;

/** The journeys over their ports: one screen that says what is made of what. */
public final class PictureJourneys {
    private static final PictureLimits PREVIEW_LIMITS =
            new PictureLimits(PreviewReader.MAX_BYTES, PreviewReader.MAX_SIDE * PreviewReader.MAX_SIDE);

    private final PictureDesk desk;
    private final FingerprintIndex index;
    private final PendingContent pending;
    private final Identifier identifier;
    private final Search search;
    private final Registration registration;

    /**
     * What the journeys stand on.
     *
     * @param store has {@link #segments()}; closed with the index
     */
    public record Ports(WorkLedger ledger, ContentStore content, KeyValueStore store) {}

    /**
     * What they work with.
     *
     * @param decoder for strangers' files
     * @param scheme of new marks
     * @param gate bounds the pictures in memory
     * @param sealer of originals
     * @param background sorts the index
     */
    public record Tools(
            PictureDecoder decoder,
            MarkScheme scheme,
            PictureGate gate,
            RegistrationContent.Sealer sealer,
            Executor background) {}

    public PictureJourneys(Ports ports, Tools tools) {
        WorkLedger ledger = ports.ledger();
        PictureInspector inspector = new PictureInspector(PREVIEW_LIMITS);
        PreviewReader previews = new PreviewReader(
                ports.content(), file -> readPreview(inspector, tools.decoder(), file), PerceptualHash::median);
        index = new FingerprintIndex(ports.store(), previews, tools.background());
        pending = new PendingContent(ports.store(), ports.content(), ledger, PendingContent.Bounds.DEFAULT);
        desk = new PictureDesk(
                tools.decoder(), picture -> tools.scheme().extract(picture, MarkKey.LOCATOR), tools.gate());
        Recognition recognition = new Recognition(ledger, index);
        identifier = new Identifier(desk, recognition, new Claims(ledger));
        search = new Search(desk, recognition);
        registration = new Registration(
                desk,
                new RegistrationRules(ledger, recognition),
                recognition,
                new MarkMaker(tools.scheme()),
                new RegistrationContent(ports.content(), pending, tools.sealer()),
                ledger);
    }

    /** The segments that its store must have. */
    public static List<Segment> segments() {
        List<Segment> segments = new ArrayList<>(FingerprintIndex.SEGMENTS);
        segments.add(PendingContent.SEGMENT);
        return segments;
    }

    /** Previews are small, which their headers must say before they are decoded. */
    private static Picture readPreview(PictureInspector inspector, PictureDecoder decoder, byte[] file)
            throws PictureRejected {
        inspector.inspect(file);
        return decoder.decode(file).picture();
    }

    public PictureDesk desk() {
        return desk;
    }

    public FingerprintIndex index() {
        return index;
    }

    public PendingContent pending() {
        return pending;
    }

    public Identifier identifier() {
        return identifier;
    }

    public Search search() {
        return search;
    }

    public Registration registration() {
        return registration;
    }
}
