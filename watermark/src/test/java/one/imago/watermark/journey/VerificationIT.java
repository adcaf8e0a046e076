package one.imago.watermark.journey;

import static org.assertj.core.api.Assertions.assertThat;

import one.imago.node.crypto.Address;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Identification;
import one.imago.node.picture.Identification.Confirmed;
import one.imago.node.picture.Identification.MarkUnconfirmed;
import one.imago.node.picture.Identification.Method;
import one.imago.node.picture.Identification.NotFound;
import one.imago.watermark.journey.RegistrationRequest.Publicity;
import one.imago.watermark.journey.Studio.Registered;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VerificationIT {
    private static final Address ANNA = Studio.person("anna");
    private static final Address BORIS = Studio.person("boris");

    private static Studio studio;
    private static byte[] original;
    private static Registered lake;

    @BeforeAll
    static void registerSome() throws Exception {
        studio = new Studio();
        original = Copies.photograph(1);
        lake = studio.register(ANNA, original);
        for (int seed = 20; seed < 25; seed++) {
            var unused = studio.register(BORIS, Copies.photograph(seed));
        }
    }

    @AfterAll
    static void close() throws Exception {
        studio.close();
    }

    private static void assertNamed(byte[] file, Method method) throws Exception {
        Identification found = studio.identify(file);
        assertThat(found).isInstanceOfSatisfying(Confirmed.class, confirmed -> {
            assertThat(confirmed.method()).isEqualTo(method);
            assertThat(confirmed.work()).isEqualTo(lake.work());
            assertThat(confirmed.claims()).containsExactly(lake.work());
        });
    }

    @Test
    void knowsTheOriginalFile() throws Exception {
        assertNamed(original, Method.SHA256);
    }

    @Test
    void knowsTheMarkedFile() throws Exception {
        assertNamed(lake.marked(), Method.SHA256);
    }

    @Test
    void knowsTheOriginalWithOtherMetadata() throws Exception {
        assertNamed(Copies.commented(original), Method.PIXELS);
    }

    @Test
    void knowsARecompressedMarkedCopyByItsMark() throws Exception {
        assertNamed(Copies.recompressed(lake.marked(), 70), Method.WATERMARK);
    }

    @Test
    void knowsAHalvedCopyByItsMark() throws Exception {
        assertNamed(Copies.halved(lake.marked()), Method.WATERMARK);
    }

    @Test
    void knowsARecompressedUnmarkedCopyByItsLooks() throws Exception {
        assertNamed(Copies.recompressed(original, 60), Method.FINGERPRINT);
    }

    @Test
    void knowsACopyOfThePreview() throws Exception {
        byte[] preview;
        try (var stream = studio.content
                .open(lake.work().facts().previewCid().orElseThrow())
                .orElseThrow()) {
            preview = stream.readAllBytes();
        }
        assertNamed(Copies.recompressed(preview, 80), Method.WATERMARK);
    }

    @Test
    void namesNobodyForAnotherPicture() throws Exception {
        for (int seed = 40; seed < 45; seed++) {
            assertThat(studio.identify(Copies.photograph(seed))).isEqualTo(new NotFound());
        }
    }

    @Test
    void namesNobodyForACopiedMark() throws Exception {
        byte[] forged = Copies.withMark(Copies.photograph(50), lake.work().id());

        assertThat(studio.identify(forged))
                .isEqualTo(new MarkUnconfirmed(lake.work().id()));
    }

    @Test
    void aForgedMarkDoesNotHideARegisteredPicture() throws Exception {
        byte[] copy = Copies.recompressed(original, 80);
        byte[] forged = Copies.withMark(copy, new WorkId(0x1234));

        assertNamed(forged, Method.FINGERPRINT);
    }

    @Test
    void aMarkThatNoWorkHasIsUnconfirmed() throws Exception {
        byte[] forged = Copies.withMark(Copies.photograph(51), new WorkId(0x1234));

        assertThat(studio.identify(forged)).isEqualTo(new MarkUnconfirmed(new WorkId(0x1234)));
    }

    @Test
    void aPrivateWorkIsKnownByFileAndPixelsOnly() throws Exception {
        byte[] file = Copies.photograph(60);
        Registered hidden = studio.register(ANNA, file, Publicity.PRIVATE);

        assertThat(hidden.work().facts().fingerprints()).isEmpty();
        assertThat(hidden.work().facts().previewCid()).isEmpty();
        assertThat(studio.identify(file)).isInstanceOf(Confirmed.class);
        assertThat(studio.identify(Copies.commented(file))).isInstanceOf(Confirmed.class);
        assertThat(studio.identify(Copies.recompressed(hidden.marked(), 80)))
                .isEqualTo(new MarkUnconfirmed(hidden.work().id()));
        assertThat(studio.identify(Copies.recompressed(file, 80))).isEqualTo(new NotFound());
    }

    @Test
    void searchListsAcceptedWorksBestFirst() throws Exception {
        Search.Found found = studio.journeys().search().search(Copies.recompressed(lake.marked(), 75), 10);

        assertThat(found.matches()).first().satisfies(match -> {
            assertThat(match.work()).isEqualTo(lake.work());
            assertThat(match.method()).isEqualTo(Method.WATERMARK);
            assertThat(match.distance()).isLessThanOrEqualTo(4);
            assertThat(match.inliers()).isGreaterThanOrEqualTo(12);
        });
        assertThat(found.matches()).hasSize(1);
        assertThat(found.candidates()).noneMatch(Match::accepted);
    }

    @Test
    void searchOfAnotherPictureMatchesNothing() throws Exception {
        assertThat(studio.journeys().search().search(Copies.photograph(45), 10).matches())
                .isEmpty();
    }
}
