package one.imago.watermark;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import one.imago.node.config.Setting;
import one.imago.node.content.ContentStore;
import one.imago.node.crypto.Sealing;
import one.imago.node.crypto.SealingPublicKey;
import one.imago.node.ledger.FinalizedBlocks;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.picture.PictureIdentifier;
import one.imago.node.picture.PictureReader;
import one.imago.node.rpc.UploadScratch;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeModule;
import one.imago.node.service.NodeReady;
import one.imago.node.service.ServiceRegistry;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.index.FingerprintIndex;
import one.imago.watermark.index.IndexService;
import one.imago.watermark.journey.DecoderService;
import one.imago.watermark.journey.PendingContent;
import one.imago.watermark.journey.PictureGate;
import one.imago.watermark.journey.PictureJourneys;
import one.imago.watermark.rpc.ImagePrepareMethod;
import one.imago.watermark.rpc.ImageSearchMethod;
import one.imago.watermark.rpc.ImageVerifyMethod;

/**
 * Reads, marks and recognises pictures. Takes {@link WorkLedger}, {@link FinalizedBlocks}, {@link ContentStore} and
 * {@link UploadScratch}; publishes {@link PictureReader} and {@link PictureIdentifier}.
 */
public final class WatermarkModule implements NodeModule {
    private static final Setting<Integer> PICTURES_AT_ONCE =
            Setting.integer("pictures-at-once", 2, 1, 64, "how many decoded pictures may be in memory at once");

    @Override
    public List<Setting<?>> settings() {
        return List.of(PICTURES_AT_ONCE, PictureLimits.MAX_FILE_MIB, PictureLimits.MAX_MEGAPIXELS);
    }

    @Override
    public void assemble(ServiceRegistry registry, NodeContext context) {
        WorkLedger ledger = registry.require(WorkLedger.class);
        UploadScratch scratch = registry.require(UploadScratch.class);
        int atOnce = context.configuration().get(PICTURES_AT_ONCE);
        DecoderService decoder =
                new DecoderService(PictureLimits.of(context.configuration()), atOnce, context.executors());
        PictureJourneys journeys = new PictureJourneys(
                new PictureJourneys.Ports(
                        ledger,
                        registry.require(ContentStore.class),
                        context.storage().open("index", PictureJourneys.segments())),
                new PictureJourneys.Tools(
                        decoder,
                        MarkSchemes.standard(),
                        new PictureGate(atOnce),
                        (file, recipient, work) -> seal(file, recipient, work, context.random()),
                        context.executors().workers()));
        registry.provide(PictureReader.class, journeys.desk());
        registry.provide(PictureIdentifier.class, journeys.identifier());
        registry.add(decoder);
        // Not while the node starts: two more JVMs would take the processors that the start needs.
        context.events().subscribe(NodeReady.class, decoder::warm);
        // After the decoder: what the index missed while the node was down is decoded at once.
        registry.add(new IndexService(
                ledger,
                registry.require(FinalizedBlocks.class),
                journeys.index(),
                journeys.pending(),
                context.executors()));
        registry.add(new ImagePrepareMethod(journeys.registration(), scratch));
        registry.add(new ImageVerifyMethod(journeys.identifier(), ledger, scratch, context.metrics()));
        registry.add(new ImageSearchMethod(journeys.search(), scratch, context.metrics()));
        context.metrics().gauge("image_index_works", journeys.index(), FingerprintIndex::size);
        context.metrics().gauge("image_index_bytes", journeys.index(), FingerprintIndex::bytes);
        context.metrics().gauge("image_index_awaiting", journeys.index(), FingerprintIndex::awaiting);
        context.metrics().gauge("image_index_rejected", journeys.index(), FingerprintIndex::rejected);
        context.metrics().gauge("image_prepared_pending", journeys.pending(), PendingContent::count);
    }

    private static byte[] seal(byte[] file, byte[] recipient, WorkId work, SecureRandom random) {
        return Sealing.seal(
                SealingPublicKey.of(recipient), file, work.toString().getBytes(StandardCharsets.US_ASCII), random);
    }
}
