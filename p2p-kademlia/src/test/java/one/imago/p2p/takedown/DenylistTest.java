package one.imago.p2p.takedown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import one.imago.node.content.Cid;
import org.junit.jupiter.api.Test;

final class DenylistTest {
    private static final Cid A = Cid.parse("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
    private static final Cid B = Cid.parse("bafkreic2nz5eovfprz7up7eusmca3bj6pma6hhktpsy52nj4so324whlhu");

    /** The example of a double-hashed rule in IPIP-383, and the id that it says it blocks. */
    @Test
    void knowsTheHashedExampleOfTheStandard() throws IOException {
        Denylist list = read("//d9d295bde21f422d471a90f2a37ec53049fdf3e5fa3ee2e8f20e10003da429e7\n");

        assertThat(list.denies(Cid.parse("bafybeiefwqslmf6zyyrxodaxx4vwqircuxpza5ri45ws3y5a62ypxti42e")))
                .isTrue();
        assertThat(list.denies(A)).isFalse();
    }

    @Test
    void readsIdsHintsCommentsAHeaderAndExceptions() throws IOException {
        Denylist list = read("version: 1\nname: example\nhints:\n  code: \"410\"\n---\n# a comment\n\n/ipfs/" + A
                + " reason=dmca\n/ipfs/" + B + "\n!/ipfs/" + B + "\n");

        assertThat(list.denies(A)).isTrue();
        assertThat(list.denies(B)).isFalse();
        assertThat(list.size()).isEqualTo(1);
        assertThat(list.passedOver()).isZero();
    }

    @Test
    void countsRulesThatItDoesNotApply() throws IOException {
        Denylist list = read("/ipfs/" + A
                + "/path\n/ipns/example.com\n//QmVTF1yEejXd9iMgoRTFDxBv7HAz9kuZcQNBzHrceuK9HR\n" + "/mime/image/*\n");

        assertThat(list.size()).isZero();
        assertThat(list.passedOver()).isEqualTo(4);
        assertThat(Denylist.EMPTY.denies(A)).isFalse();
    }

    @Test
    void refusesALineWithoutEnd() {
        assertThatThrownBy(() -> read("x".repeat(5000))).isInstanceOf(IOException.class);
    }

    private static Denylist read(String text) throws IOException {
        return Denylist.read(new StringReader(text));
    }
}
