package one.imago.watermark.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Authorship;
import one.imago.node.ledger.ClaimRole;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.Fingerprint;
import one.imago.node.ledger.PictureFacts;
import one.imago.node.ledger.Publication;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.node.storage.InMemoryStorage;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.fingerprint.PerceptualHash;
import one.imago.watermark.fingerprint.PictureFingerprints;
import one.imago.watermark.journey.InMemoryContentStore;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

class FingerprintIndexIT {
    private static final Hash CHAIN = Hash.sha256(new byte[] {1});
    private static final Picture LAKE = SceneRenderer.render(1, 320, 240);
    private static final Picture OTHER = SceneRenderer.render(2, 320, 240);

    private final InMemoryStorage storage = new InMemoryStorage();
    private final InMemoryContentStore content = new InMemoryContentStore();
    private FingerprintIndex index = open();

    private FingerprintIndex open() {
        return new FingerprintIndex(
                storage.open("index", FingerprintIndex.SEGMENTS),
                new PreviewReader(content, new LocalPictureDecoder(PictureLimits.DEFAULT), PerceptualHash::median),
                Runnable::run);
    }

    private static Work work(int id, Picture claimed, byte[] preview) {
        PictureFingerprints prints = PictureFingerprints.of(preview, claimed);
        return new Work(
                new WorkId(id),
                Address.of(new byte[Address.LENGTH]),
                new PictureFacts(
                        prints.sha256(),
                        prints.sha256(),
                        prints.pixelHash(),
                        claimed.width(),
                        claimed.height(),
                        2,
                        prints.perceptual(),
                        Optional.of(Cid.of(Cid.RAW, Hash.sha256(preview).bytes()))),
                new Declaration("", ClaimRole.UNKNOWN, Authorship.UNKNOWN, Publication.UNKNOWN, Hash.ZERO),
                new Work.Position(1, 0, id, Hash.ZERO, 0),
                List.of());
    }

    private byte[] stored(Picture picture) throws Exception {
        byte[] file = Encoders.javaPng(picture);
        var unused = content.put(new ByteArrayInputStream(file));
        return file;
    }

    @Test
    void holdsAWorkWhosePreviewShowsWhatItClaims() throws Exception {
        Work work = work(1, LAKE, stored(LAKE));

        index.add(work, 0);

        assertThat(index.near(PerceptualHash.median(LAKE), 0, 10)).containsExactly(new IndexHit(work.id(), 0, 0, 0));
        assertThat(index.find(work)).isPresent();
    }

    @Test
    void leavesOutAWorkThatClaimsAnotherPicture() throws Exception {
        Work thief = work(2, LAKE, stored(OTHER));

        index.add(thief, 0);

        assertThat(index.size()).isZero();
        assertThat(index.find(thief)).isEmpty();
    }

    @Test
    void leavesOutAPreviewThatIsNoPicture() throws Exception {
        byte[] text = "hello".getBytes(StandardCharsets.US_ASCII);
        var unused = content.put(new ByteArrayInputStream(text));

        index.add(work(3, LAKE, text), 0);

        assertThat(index.size()).isZero();
        assertThat(index.toRetry(1_000)).isEmpty();
    }

    @Test
    void triesAgainWhenAPreviewWasNotHere() throws Exception {
        byte[] preview = Encoders.javaPng(LAKE);
        Work work = work(4, LAKE, preview);
        index.add(work, 0);
        assertThat(index.size()).isZero();
        assertThat(index.toRetry(1_000)).containsExactly(work.id());

        var unused = content.put(new ByteArrayInputStream(preview));
        index.add(work, 0);

        assertThat(index.size()).isEqualTo(1);
        assertThat(index.toRetry(1_000)).isEmpty();
    }

    @Test
    void isThereAfterARestart() throws Exception {
        Work work = work(5, LAKE, stored(LAKE));
        index.add(work, 0);
        index.saveProgress(CHAIN, 7);
        index.close();

        index = open();

        assertThat(index.load(CHAIN, 9)).isEqualTo(7);
        assertThat(index.size()).isEqualTo(1);
        assertThat(index.find(work)).isPresent();
    }

    @Test
    void isDroppedForAnotherChainAndForALedgerThatWasSetBack() throws Exception {
        index.add(work(6, LAKE, stored(LAKE)), 0);
        index.saveProgress(CHAIN, 7);
        index.close();
        index = open();
        assertThat(index.load(CHAIN, 6)).isZero();
        assertThat(index.size()).isZero();

        index.saveProgress(CHAIN, 7);
        index.close();
        index = open();
        assertThat(index.load(Hash.ZERO, 9)).isZero();
    }

    @Test
    void leavesOutAFingerprintOfAnotherAlgorithm() throws Exception {
        byte[] preview = stored(LAKE);
        Work odd = work(8, LAKE, preview);
        PictureFacts facts = odd.facts();
        Work foreign = new Work(
                odd.id(),
                odd.owner(),
                new PictureFacts(
                        facts.sha256(),
                        facts.markedSha256(),
                        facts.pixelHash(),
                        facts.width(),
                        facts.height(),
                        facts.mediaType(),
                        List.of(new Fingerprint(Fingerprint.PDQ, 1, new byte[32])),
                        facts.previewCid()),
                odd.declaration(),
                odd.position(),
                List.of());

        index.add(foreign, 0);

        assertThat(index.size()).isZero();
    }
}
