package one.imago.p2p.address;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import one.imago.node.crypto.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors from the multiformats and libp2p specifications. */
class AddressTest {
    /** The Ed25519 key of the test vectors in libp2p's peer-ids specification. */
    private static final String SPEC_KEY = "1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e";

    @ParameterizedTest
    @CsvSource({
        "1,01",
        "127,7f",
        "128,8001",
        "255,ff01",
        "300,ac02",
        "16384,808001",
        "9223372036854775807,ffffffffffffffff7f"
    })
    void varintsHaveOneForm(long value, String hex) {
        assertThat(Varint.bytes(value)).isEqualTo(hex(hex));
        assertThat(Varint.read(ByteBuffer.wrap(hex(hex)))).isEqualTo(value);
        assertThat(Varint.length(value)).isEqualTo(hex.length() / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "8000", "818000", "80808080808080808001", "ffffffffffffffffff01"})
    void otherVarintsAreRefused(String hex) {
        assertThatThrownBy(() -> Varint.read(ByteBuffer.wrap(hex(hex)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void base58IsBitcoins() {
        assertThat(Base58.encode("Hello World!".getBytes(US_ASCII))).isEqualTo("2NEpo7TZRRrLZSi2U");
        assertThat(Base58.encode(hex("0000287fb4cd"))).isEqualTo("11233QC4");
        assertThat(Base58.decode("11233QC4")).isEqualTo(hex("0000287fb4cd"));
        assertThat(Base58.decode("")).isEmpty();
        assertThatThrownBy(() -> Base58.decode("0OIl")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void multihashNamesItsFunction() {
        String text = "12209cbc07c3f991725836a3aa2a581ca2029198aa420b9d99bc0e131d9f3e2cbe47";
        Multihash hash = Multihash.ofBytes(hex(text));

        assertThat(hash.code()).isEqualTo(Multihash.SHA2_256);
        assertThat(hash.digest())
                .isEqualTo(one.imago.node.crypto.Hash.sha256("multihash".getBytes(US_ASCII))
                        .bytes());
        assertThat(hash.bytes()).isEqualTo(hex(text));
        assertThat(hash).isEqualTo(Multihash.of(Multihash.SHA2_256, hash.digest()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "1220", "1201aa", "1220aa", "00ffffffff0f", "0001", "000100ff"})
    void multihashesThatLieAreRefused(String hex) {
        assertThatThrownBy(() -> Multihash.ofBytes(hex(hex))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void peerIdIsItsKey() {
        PeerId peer = PeerId.of(PublicKey.parse(SPEC_KEY));

        assertThat(peer.bytes())
                .isEqualTo(hex("0024080112201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e"));
        assertThat(peer).hasToString("12D3KooWBtg3aaRMjxwedh83aGiUkwSxDwUZkzuJcfaqUmo7R3pq");
        assertThat(PeerId.parse(peer.toString())).isEqualTo(peer);
        assertThat(PeerId.ofBytes(peer.bytes()).publicKey().hex()).isEqualTo(SPEC_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N",
                "16Uiu2HAmLhLvBoYaoZfaMUKuibM6ac163GwKY74c5kiSLg5KvLpY",
                "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5S",
                "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA1"
            })
    void otherPeerIdsAreRefused(String text) {
        assertThatThrownBy(() -> PeerId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/ip4/127.0.0.1/tcp/1234,047f0000010604d2",
        "/ip6/2001:8a0:7ac5:4201:3ac9:86ff:fe31:7095/tcp/5002,29200108a07ac542013ac986fffe31709506138a",
        "/ip6/::1/tcp/0,2900000000000000000000000000000001060000",
        "/ip6/2001:db8::1:0:0:1/tcp/80,2920010db8000000000001000000000001060050",
        "/dns4/ipfs.io/tcp/443,3607697066732e696f0601bb",
        "/dns6/ipfs.io/tcp/443,3707697066732e696f0601bb",
        "/dns/ipfs.io/tcp/443,3507697066732e696f0601bb"
    })
    void multiaddrsHaveTextAndBytes(String text, String hex) {
        assertThat(Multiaddr.parse(text).bytes()).isEqualTo(hex(hex));
        assertThat(Multiaddr.ofBytes(hex(hex))).hasToString(text).isEqualTo(Multiaddr.parse(text));
    }

    @Test
    void multiaddrCarriesItsPeer() {
        PeerId peer = PeerId.of(PublicKey.parse(SPEC_KEY));
        Multiaddr address = Multiaddr.parse("/ip4/127.0.0.1/tcp/4001").withPeer(peer);

        assertThat(address).hasToString("/ip4/127.0.0.1/tcp/4001/p2p/" + peer);
        assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
        assertThat(Multiaddr.ofBytes(address.bytes())).isEqualTo(address);
        assertThat(address.peer()).contains(peer);
        assertThat(address.withoutPeer()).hasToString("/ip4/127.0.0.1/tcp/4001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/ip4",
                "/ip4/127.0.0.1",
                "ip4/127.0.0.1/tcp/1",
                "/ip4/127.0.0.1/tcp/1/",
                "/ip4/127.1/tcp/1",
                "/ip4/127.0.0.256/tcp/1",
                "/ip4/127.0.0.01/tcp/1",
                "/ip4/127.0.0.1/tcp/65536",
                "/ip4/127.0.0.1/tcp/-1",
                "/ip4/127.0.0.1/udp/1",
                "/ip4/127.0.0.1/tcp/1/ws/x",
                "/ip6/127.0.0.1/tcp/1",
                "/ip6/::ffff:1.2.3.4/tcp/1",
                "/ip6/fe80::1%eth0/tcp/1",
                "/ip6/abc/tcp/1",
                "/dns4//tcp/1",
                "/dns4/a b/tcp/1",
                "/dns4/ö.org/tcp/1",
                "/ip4/127.0.0.1/tcp/1/p2p/Qm"
            })
    void otherMultiaddrsAreRefused(String text) {
        assertThatThrownBy(() -> Multiaddr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
