package one.imago.p2p.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NegotiationTest {
    private static final String HELLO = "\u0013/multistream/1.0.0\n";

    @Test
    void settlesOnTheFirstProtocolThatBothSpeak() throws Exception {
        Negotiation dialler = Negotiation.dialler(List.of("/a", "/b"));
        Negotiation listener = Negotiation.listener("/b"::equals);

        assertThat(dialler.first()).isEqualTo((HELLO + "\u0003/a\n").getBytes(UTF_8));
        Negotiation.Step answer = listener.feed(ByteBuffer.wrap((HELLO + "\u0003/a\n").getBytes(UTF_8)));
        assertThat(answer.reply()).isEqualTo((HELLO + "\u0003na\n").getBytes(UTF_8));
        Negotiation.Step second = dialler.feed(ByteBuffer.wrap(answer.reply()));
        assertThat(second.reply()).isEqualTo("\u0003/b\n".getBytes(UTF_8));
        Negotiation.Step settled = listener.feed(ByteBuffer.wrap(second.reply()));
        assertThat(settled.protocol()).contains("/b");
        assertThat(dialler.feed(ByteBuffer.wrap(settled.reply())).protocol()).contains("/b");
    }

    @Test
    void leavesWhatComesBehindAndTakesSinglePieces() throws Exception {
        Negotiation listener = Negotiation.listener("/b"::equals);
        byte[] all = (HELLO + "\u0003/b\nrest").getBytes(UTF_8);
        int settledAt = -1;
        for (int i = 0; i < all.length && settledAt < 0; i++) {
            Optional<String> protocol =
                    listener.feed(ByteBuffer.wrap(all, i, 1)).protocol();
            settledAt = protocol.isPresent() ? i : -1;
        }
        assertThat(settledAt).isEqualTo(all.length - 5);

        ByteBuffer whole = ByteBuffer.wrap(all);
        assertThat(Negotiation.listener("/b"::equals).feed(whole).protocol()).contains("/b");
        assertThat(UTF_8.decode(whole).toString()).isEqualTo("rest");
    }

    @Test
    void refusesWhatIsNoNegotiation() {
        refused(Negotiation.listener(any -> true), "GET / HTTP/1.1\r\n\r\n" + "x".repeat(200));
        refused(Negotiation.listener(any -> true), "\u0013/multistream/2.0.0\n");
        refused(Negotiation.listener(any -> true), "\u0000");
        refused(Negotiation.listener(any -> true), "\u0003abc");
        refused(Negotiation.dialler(List.of("/a")), HELLO + "\u0003na\n");
        refused(Negotiation.dialler(List.of("/a")), HELLO + "\u0003/c\n");
    }

    @Test
    void refusesALongMessageBeforeItComes() {
        byte[] announced = {(byte) 0x81, 0x08};
        assertThatThrownBy(() -> Negotiation.listener(any -> true).feed(ByteBuffer.wrap(announced)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1025");
    }

    @Test
    void refusesEndlessProposals() {
        refused(Negotiation.listener(any -> false), HELLO + "\u0003/a\n".repeat(65));
    }

    private static void refused(Negotiation negotiation, String text) {
        negotiation.first();
        assertThatThrownBy(() -> negotiation.feed(ByteBuffer.wrap(text.getBytes(UTF_8))))
                .isInstanceOf(IOException.class);
    }
}
