package one.imago.p2p.bitswap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import one.imago.p2p.Eventually;
import one.imago.p2p.SocketNode;
import one.imago.p2p.address.Varint;
import one.imago.p2p.bitswap.BitswapMessage.Payload;
import one.imago.p2p.bitswap.BitswapMessage.Presence;
import one.imago.p2p.connection.MessageReader;
import one.imago.p2p.connection.PeerStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bitswap over sockets, among honest and hostile peers. */
final class BitswapIT {
    private final SocketNode client;
    private final SocketNode holder;
    private final SocketNode hostile;
    private final MemoryPeerBlocks here = new MemoryPeerBlocks();
    private final MemoryPeerBlocks there = new MemoryPeerBlocks();
    private final List<SocketNode> named = new ArrayList<>();
    private final Bitswap bitswap;

    BitswapIT() throws Exception {
        client = new SocketNode();
        holder = new SocketNode();
        hostile = new SocketNode();
        Providers providers = (cid, found) -> {
            named.forEach(node -> found.accept(new Providers.Provider(node.id(), node.host.addresses())));
            return CompletableFuture.completedFuture(null);
        };
        bitswap = new Bitswap(client.host, here, providers, ServingLimits.DEFAULT, client.context);
    }

    @BeforeEach
    void start() throws Exception {
        client.start(bitswap);
        holder.start(new Bitswap(holder.host, there, Providers.NONE, ServingLimits.DEFAULT, holder.context));
        hostile.start();
    }

    @AfterEach
    void close() {
        List.of(client, holder, hostile).forEach(SocketNode::close);
    }

    @Test
    void aFileComesWhole() throws Exception {
        client.connect(holder);
        Cid root = there.put(bytes(5_000_000));
        assertThat(fetched(root)).isEqualTo(new Fetched(5_000_000, 6));
        assertThat(here.blocks.keySet()).isEqualTo(there.blocks.keySet());
        assertSound();
    }

    @Test
    void aFileComesFromAProviderThatIsNotConnected() throws Exception {
        Cid root = there.put(bytes(2_000_000));
        named.add(holder);
        assertThat(fetched(root).size()).isEqualTo(2_000_000);
    }

    @Test
    void wrongBlocksAreNotTakenAndTheFileComesFromTheHonest() throws Exception {
        Cid root = there.put(bytes(5_000_000));
        client.connect(hostile);
        client.connect(holder);
        named.add(hostile);
        named.add(holder);
        answerWith(want -> want.kind() == Want.Kind.HAVE
                ? BitswapMessage.answering(List.of(), List.of(Presence.of(want.cid(), true)), 0)
                : BitswapMessage.answering(
                        List.of(new Payload(want.cid().codec(), ByteBuffer.wrap(bytes(1 << 20)))), List.of(), 0));
        assertThat(fetched(root).size()).isEqualTo(5_000_000);
        assertThat(here.blocks.keySet()).isEqualTo(there.blocks.keySet());
        assertSound();
    }

    @Test
    void oversizeMessagesAndEndlessWantlistsLeaveTheHonestAlone() throws Exception {
        Cid root = there.put(bytes(5_000_000));
        hostile.connect(holder);
        hostile.connect(client);
        client.connect(holder);
        PeerStream oversize = open(hostile, client);
        oversize.write(Varint.bytes(BitswapMessage.MAX_BYTES + 1));
        PeerStream unasked = open(hostile, client);
        unasked.write(MessageReader.framed(new byte[BitswapMessage.MAX_BYTES]));
        PeerStream greedy = open(hostile, holder);
        Random random = new Random(5);
        for (int i = 0; i < 20; i++) {
            List<Want> wants = new ArrayList<>();
            for (int j = 0; j < 1000; j++) {
                byte[] digest = new byte[32];
                random.nextBytes(digest);
                wants.add(Want.block(Cid.of(Cid.RAW, digest), 1));
            }
            greedy.write(MessageReader.framed(BitswapCodec.encode(BitswapMessage.wanting(wants))));
        }
        assertThat(fetched(root).size()).isEqualTo(5_000_000);
        assertSound();
    }

    @Test
    void morePerPeerStreamsThanAllowedAreRefused() throws Exception {
        hostile.connect(client);
        List<PeerStream> streams = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            streams.add(open(hostile, client));
        }
        List<PeerStream> refused = new ArrayList<>();
        streams.forEach(stream -> stream.read(new MessageReader(10, new MessageReader.Sink() {
            @Override
            public void message(byte[] message) {}

            @Override
            public void end() {}

            @Override
            public void failed(IOException cause) {
                synchronized (refused) {
                    refused.add(stream);
                }
            }
        })));
        Eventually.until(() -> {
            synchronized (refused) {
                return refused.size() == 32;
            }
        });
    }

    /** What the hostile peer says to each want of the client. */
    private interface Answer {
        BitswapMessage to(Want want);
    }

    private void answerWith(Answer answer) {
        hostile.host.accept(
                BitswapStreams.PROTOCOL,
                stream -> stream.read(new MessageReader(BitswapMessage.MAX_BYTES, new MessageReader.Sink() {
                    @Override
                    public void message(byte[] message) {
                        try {
                            for (Want want : BitswapCodec.decode(message).wants()) {
                                if (!want.cancel()) {
                                    byte[] reply = MessageReader.framed(BitswapCodec.encode(answer.to(want)));
                                    hostile.host
                                            .open(stream.peer(), List.of(), List.of(BitswapStreams.PROTOCOL))
                                            .thenCompose(back -> back.write(reply));
                                }
                            }
                        } catch (MalformedMessage e) {
                            throw new AssertionError(e);
                        }
                    }

                    @Override
                    public void end() {}

                    @Override
                    public void failed(IOException cause) {}
                })));
    }

    private static PeerStream open(SocketNode from, SocketNode to) throws Exception {
        return from.host
                .open(to.id(), List.of(), List.of(BitswapStreams.PROTOCOL))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private Fetched fetched(Cid root) throws Exception {
        return bitswap.fetch(root, 64 << 20, Duration.ofSeconds(30)).get(40, TimeUnit.SECONDS);
    }

    private void assertSound() {
        assertThat(here.blocks)
                .allSatisfy(
                        (cid, block) -> assertThat(Hash.sha256(block).bytes()).isEqualTo(cid.digest()));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
