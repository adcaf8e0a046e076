package one.imago.watermark.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import one.imago.node.crypto.Address;
import one.imago.watermark.journey.RegistrationRequest.Publicity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PendingContentIT {
    private static final Address ANNA = Studio.person("anna");

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

    @Test
    void letsGoOfContentWhoseRevealNeverCame() throws Exception {
        var unused = studio.prepare(ANNA, original);
        studio.restart();
        assertThat(studio.journeys().pending().count()).isEqualTo(1);

        studio.journeys().pending().sweep(studio.ledger.latest().height());
        assertThat(studio.content.pins()).isEqualTo(1);

        studio.journeys().pending().sweep(studio.ledger.latest().height() + InMemoryWorkLedger.EXPIRY_HEIGHTS + 1);
        assertThat(studio.content.pins()).isZero();
        assertThat(studio.journeys().pending().count()).isZero();
    }

    @Test
    void announcesAfterARestartWhatWasRevealedWhileTheNodeWasDown() throws Exception {
        PreparedRegistration prepared = studio.prepare(ANNA, original);
        var unused = studio.ledger.reveal(prepared.unsigned().txId());
        studio.restart();
        studio.settle();

        assertThat(studio.isPublic(prepared.facts().previewCid().orElseThrow())).isTrue();
        assertThat(studio.journeys().pending().count()).isZero();
        assertThat(studio.journeys().index().size()).isEqualTo(1);
    }

    @Test
    void keepsTheContentOfTheRevealThatWasSigned() throws Exception {
        RegistrationRequest request = studio.commit(ANNA, original, Publicity.PUBLIC, Optional.empty());
        PreparedRegistration first = studio.journeys().registration().prepare(original, request);
        PreparedRegistration second = studio.journeys().registration().prepare(original, request);
        assertThat(studio.content.pins()).isEqualTo(2);

        var unused = studio.ledger.reveal(first.unsigned().txId());
        studio.settle();

        assertThat(second.facts().previewCid()).isEqualTo(first.facts().previewCid());
        assertThat(studio.content.pins()).isEqualTo(1);
        assertThat(studio.isPublic(first.facts().previewCid().orElseThrow())).isTrue();
    }

    @Test
    void boundsThePreparationsOfOneWork() throws Exception {
        RegistrationRequest request = studio.commit(ANNA, original, Publicity.PUBLIC, Optional.empty());
        for (int i = 0; i < PendingContent.Bounds.DEFAULT.countPerWork(); i++) {
            var unused = studio.journeys().registration().prepare(original, request);
        }

        assertThatThrownBy(() -> studio.journeys().registration().prepare(original, request))
                .isInstanceOfSatisfying(
                        RegistrationRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo("busy"));
        assertThat(studio.content.pins()).isEqualTo(PendingContent.Bounds.DEFAULT.countPerWork());
    }
}
