package one.imago.p2p.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import one.imago.node.crypto.PublicKey;
import one.imago.p2p.Eventually;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.PeerStream;
import org.junit.jupiter.api.Test;

/** Hosts that mean well, over sockets. */
class NettyHostIT {
    @Test
    void hostsExchangeMegabytes() throws Exception {
        byte[] bytes = new byte[5_000_000];
        new Random(1).nextBytes(bytes);
        try (TestHost one = TestHost.start();
                TestHost other = TestHost.start()) {
            assertThat(one.echo(other, bytes)).isEqualTo(bytes);
            assertThat(other.echo(one, bytes)).isEqualTo(bytes);
            assertThat(one.host.connections()).hasSize(1);
            assertThat(one.connected).containsExactly(other.host.self());
        }
    }

    @Test
    void hostsTellWhatTheySpeak() throws Exception {
        try (TestHost one = TestHost.start();
                TestHost other = TestHost.start()) {
            one.host
                    .connect(other.host.self(), other.host.addresses())
                    .toCompletableFuture()
                    .get();
            Eventually.until(() -> !one.identities.isEmpty() && !other.identities.isEmpty());
            assertThat(one.identities.get(0).agent()).isEqualTo("test/1");
            assertThat(one.identities.get(0).protocols())
                    .containsExactly("/echo", "/ipfs/id/1.0.0", "/ipfs/id/push/1.0.0", "/ipfs/ping/1.0.0");
            assertThat(other.identities.get(0).addresses())
                    .containsExactly(one.host.addresses().get(0).withoutPeer());

            one.host.accept("/new", PeerStream::reset);
            Eventually.until(() -> other.identities.size() > 1);
            assertThat(other.identities.get(1).protocols()).contains("/new");
            one.host.refuse("/new");
            assertThatThrownBy(() -> other.host
                            .open(one.host.self(), List.of(), List.of("/new"))
                            .toCompletableFuture()
                            .get())
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void bothMayDialAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            try (TestHost one = TestHost.start();
                    TestHost other = TestHost.start()) {
                CompletionStage<Void> here = one.host.connect(other.host.self(), other.host.addresses());
                CompletionStage<Void> there = other.host.connect(one.host.self(), one.host.addresses());
                here.toCompletableFuture().get();
                there.toCompletableFuture().get();
                assertThat(one.echo(other, new byte[100_000])).hasSize(100_000);
                assertThat(other.echo(one, new byte[100_000])).hasSize(100_000);
                assertThat(one.connected).containsExactly(other.host.self());
                assertThat(other.connected).containsExactly(one.host.self());
            }
        }
    }

    @Test
    void stoppingSaysGoodbye() throws Exception {
        try (TestHost one = TestHost.start()) {
            TestHost other = TestHost.start();
            one.host
                    .connect(other.host.self(), other.host.addresses())
                    .toCompletableFuture()
                    .get();
            PeerStream open = one.host
                    .open(other.host.self(), List.of(), List.of("/echo"))
                    .toCompletableFuture()
                    .get();
            CompletableFuture<byte[]> rest = TestHost.whole(open);
            other.close();
            assertThatThrownBy(rest::get).hasCauseInstanceOf(IOException.class);
            Eventually.until(() -> one.host.connections().isEmpty());
            assertThat(one.disconnected).containsExactly(other.host.self());
        }
    }

    @Test
    void anAddressLeadsToItsPeerOnly() throws Exception {
        PeerId nobody = PeerId.of(PublicKey.of(new byte[32]));
        try (TestHost one = TestHost.start();
                TestHost other = TestHost.start()) {
            List<Multiaddr> wrong = List.of(other.host.addresses().get(0).withoutPeer());
            assertThatThrownBy(() -> one.host
                            .connect(nobody, wrong)
                            .toCompletableFuture()
                            .get())
                    .hasMessageContaining("another peer answers there");
            assertThatThrownBy(() -> one.host
                            .connect(nobody, wrong)
                            .toCompletableFuture()
                            .get())
                    .hasMessageContaining("failed a moment ago");
            assertThat(one.host.connections()).isEmpty();
            assertThatThrownBy(() -> one.host
                            .connect(one.host.self(), one.host.addresses())
                            .toCompletableFuture()
                            .get())
                    .hasMessageContaining("this node itself");
        }
    }

    @Test
    void aFullHostTakesNoMore() throws Exception {
        try (TestHost full = TestHost.start(8, 1 << 30)) {
            List<TestHost> others = new java.util.ArrayList<>();
            try {
                int refused = 0;
                for (int i = 0; i < 9; i++) {
                    TestHost other = TestHost.start();
                    others.add(other);
                    other.host
                            .connect(full.host.self(), full.host.addresses())
                            .exceptionally(e -> null)
                            .toCompletableFuture()
                            .get();
                    refused += other.host.connections().isEmpty() ? 1 : 0;
                }
                assertThat(full.host.connections()).hasSize(6);
                assertThat(refused).isEqualTo(3);
                assertThat(others.get(0).echo(full, new byte[10])).hasSize(10);
            } finally {
                for (TestHost other : others) {
                    other.close();
                }
            }
        }
    }

    @Test
    void aPeerAboveItsRateIsReadLater() throws Exception {
        try (TestHost slow = TestHost.start(64, 1 << 20);
                TestHost quick = TestHost.start()) {
            long began = System.nanoTime();
            assertThat(quick.echo(slow, new byte[4 << 20])).hasSize(4 << 20);
            // Two of the four megabytes fit the burst; the others come at one a second.
            assertThat(System.nanoTime() - began).isGreaterThan(1_500_000_000L);
        }
    }
}
