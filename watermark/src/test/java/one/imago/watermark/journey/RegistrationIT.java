package one.imago.watermark.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Work;
import one.imago.node.picture.Identification.Confirmed;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.MarkSchemes;
import one.imago.watermark.journey.RegistrationRequest.Publicity;
import one.imago.watermark.journey.Studio.Registered;
import one.imago.watermark.likeness.Relation;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkResult;
import one.imago.watermark.resolution.ResolutionEvidence;
import one.imago.watermark.scene.OpenCvEncoders;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistrationIT {
    private static final Address ANNA = Studio.person("anna");
    private static final Address BORIS = Studio.person("boris");

    private Studio studio;
    private final byte[] original = Copies.photograph(1);

    @BeforeEach
    void open() throws Exception {
        studio = new Studio();
    }

    @AfterEach
    void close() throws Exception {
        studio.close();
    }

    private void assertRefused(Address owner, byte[] file, String code) {
        assertThatThrownBy(() -> studio.prepare(owner, file))
                .isInstanceOfSatisfying(
                        RegistrationRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void marksTheFileAndStatesTheFacts() throws Exception {
        PreparedRegistration prepared = studio.prepare(ANNA, original);

        MarkResult.Marked marked = (MarkResult.Marked) prepared.mark();
        assertThat(marked.psnr()).isGreaterThan(38);
        assertThat(prepared.facts().sha256()).isEqualTo(Hash.sha256(original));
        assertThat(prepared.facts().markedSha256()).isEqualTo(Hash.sha256(marked.file()));
        assertThat(prepared.facts().width()).isEqualTo(Copies.WIDTH);
        assertThat(prepared.facts().mediaType()).isEqualTo(1);
        assertThat(MarkSchemes.standard()
                        .extract(Copies.pixels(marked.file()), MarkKey.LOCATOR)
                        .ids())
                .containsExactly(prepared.workId());
    }

    @Test
    void announcesThePreviewOnlyOnceTheRevealIsFinal() throws Exception {
        PreparedRegistration prepared = studio.prepare(ANNA, original);
        var preview = prepared.facts().previewCid().orElseThrow();

        assertThat(studio.isPublic(preview)).isFalse();

        var unused = studio.ledger.reveal(prepared.unsigned().txId());
        studio.settle();
        assertThat(studio.isPublic(preview)).isTrue();
        assertThat(studio.journeys().index().size()).isEqualTo(1);
        assertThat(studio.journeys().pending().count()).isZero();
    }

    @Test
    void reducesThePreviewOfALargePictureAndMarksItAtThatSize() throws Exception {
        byte[] large = OpenCvEncoders.jpeg(SceneRenderer.render(9, 2600, 400), 92);

        Registered registered = studio.register(ANNA, large);

        byte[] preview;
        try (var stream = studio.content
                .open(registered.work().facts().previewCid().orElseThrow())
                .orElseThrow()) {
            preview = stream.readAllBytes();
        }
        Picture shown = Copies.pixels(preview);
        assertThat(shown.width()).isEqualTo(2048);
        assertThat(MarkSchemes.standard().extract(shown, MarkKey.LOCATOR).ids())
                .containsExactly(registered.work().id());
    }

    @Test
    void registersATinyPictureUnmarkedAndSaysWhy() throws Exception {
        byte[] tiny = Copies.tiny();

        Registered registered = studio.register(ANNA, tiny);

        assertThat(registered.prepared().mark())
                .isInstanceOfSatisfying(
                        MarkResult.Unmarkable.class,
                        unmarkable -> assertThat(unmarkable.reason()).contains("smaller"));
        assertThat(registered.work().facts().markedSha256()).isEqualTo(Hash.sha256(tiny));
        assertThat(studio.identify(tiny)).isInstanceOf(Confirmed.class);
    }

    @Test
    void refusesWhatItsOwnerRegisteredAlready() throws Exception {
        Registered registered = studio.register(ANNA, original);

        assertRefused(ANNA, original, "already-registered");
        assertRefused(ANNA, Copies.commented(original), "already-registered");
        assertRefused(ANNA, registered.marked(), "already-registered");
        assertRefused(ANNA, Copies.recompressed(registered.marked(), 75), "already-registered");
        assertThat(studio.content.pins()).isEqualTo(1);
    }

    @Test
    void refusesSomebodyElsesMarkedPicture() throws Exception {
        Registered registered = studio.register(ANNA, original);

        assertRefused(BORIS, registered.marked(), "carries-foreign-mark");
        assertRefused(BORIS, Copies.commented(registered.marked()), "carries-foreign-mark");
        assertRefused(BORIS, Copies.recompressed(registered.marked(), 70), "carries-foreign-mark");
    }

    @Test
    void anUnconfirmedMarkDoesNotBlock() throws Exception {
        Registered registered = studio.register(ANNA, original);
        byte[] own = Copies.withMark(Copies.photograph(2), registered.work().id());

        PreparedRegistration prepared = studio.prepare(BORIS, own);

        assertThat(prepared.workId()).isNotEqualTo(registered.work().id());
    }

    @Test
    void keepsAContestingClaimInCommitOrder() throws Exception {
        RegistrationRequest annas = studio.commit(ANNA, original, Publicity.PUBLIC, Optional.empty());
        Registered second = studio.register(BORIS, original);
        PreparedRegistration prepared = studio.journeys().registration().prepare(original, annas);
        Work first = studio.ledger.reveal(prepared.unsigned().txId());
        studio.settle();

        assertThat(prepared.similar()).first().satisfies(hit -> {
            assertThat(hit.match().work()).isEqualTo(second.work());
            assertThat(hit.match().relation()).isEqualTo(Relation.SAME);
            assertThat(hit.match().distance()).isZero();
            assertThat(hit.evidence()).isEqualTo(ResolutionEvidence.NONE);
        });
        assertThat(studio.identify(original)).isInstanceOfSatisfying(Confirmed.class, confirmed -> {
            assertThat(confirmed.work()).isEqualTo(first);
            assertThat(confirmed.claims()).containsExactly(first, second.work());
        });
        assertThat(studio.identify(Copies.recompressed(second.marked(), 75)))
                .isInstanceOfSatisfying(
                        Confirmed.class,
                        confirmed -> assertThat(confirmed.claims()).containsExactly(first, second.work()));
    }

    @Test
    void namesEveryOwnerOfAcceptedCopies() throws Exception {
        Registered first = studio.register(ANNA, original);
        Registered second = studio.register(BORIS, Copies.halved(original));

        assertThat(studio.identify(Copies.recompressed(original, 50)))
                .isInstanceOfSatisfying(Confirmed.class, confirmed -> {
                    assertThat(confirmed.work()).isEqualTo(first.work());
                    assertThat(confirmed.claims()).containsExactly(first.work(), second.work());
                });
    }

    @Test
    void refusesACommitmentThatDoesNotOpen() {
        RegistrationRequest request = studio.commit(ANNA, original, Publicity.PUBLIC, Optional.empty());
        RegistrationRequest stolen = new RegistrationRequest(
                BORIS,
                request.commitment(),
                request.salt(),
                request.declaration(),
                request.contests(),
                request.publicity(),
                request.sealingKey());

        assertThatThrownBy(() -> studio.journeys().registration().prepare(original, stolen))
                .isInstanceOfSatisfying(
                        RegistrationRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo("commitment-mismatch"));
    }

    @Test
    void refusesACommitmentThatIsNotFinalOrExpired() {
        RegistrationRequest request = studio.commit(ANNA, original, Publicity.PUBLIC, Optional.empty());
        studio.ledger.passHeights(InMemoryWorkLedger.EXPIRY_HEIGHTS + 1);

        assertThatThrownBy(() -> studio.journeys().registration().prepare(original, request))
                .isInstanceOfSatisfying(
                        RegistrationRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo("commitment-not-final"));
    }

    @Test
    void refusesWhatIsNoPicture() {
        assertThatThrownBy(() -> studio.prepare(ANNA, new byte[] {'h', 'e', 'l', 'l', 'o'}))
                .isInstanceOfSatisfying(
                        PictureRejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo("picture-not-a-picture"));
        assertThat(studio.content.pins()).isZero();
    }

    @Test
    void keepsTheSealedOriginalUnannounced() throws Exception {
        RegistrationRequest request = studio.commit(ANNA, original, Publicity.PRIVATE, Optional.of(new byte[32]));
        PreparedRegistration prepared = studio.journeys().registration().prepare(original, request);
        var unused = studio.ledger.reveal(prepared.unsigned().txId());
        studio.settle();

        assertThat(studio.content.stat(prepared.sealed().orElseThrow())).hasValueSatisfying(stat -> {
            assertThat(stat.pinned()).isTrue();
            assertThat(stat.provided()).isFalse();
        });
    }
}
