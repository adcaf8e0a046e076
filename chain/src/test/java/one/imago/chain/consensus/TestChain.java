package one.imago.chain.consensus;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import one.imago.chain.copyright.CopyrightModule;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.stake.Producer;
import one.imago.chain.stake.StakeModule;
import one.imago.chain.token.TokenBodies;
import one.imago.chain.token.TokenModule;
import one.imago.chain.transaction.FeeSchedule;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.chain.transaction.TransactionBody;
import one.imago.node.config.Configuration;
import one.imago.node.config.Setting;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.service.EventChannels;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeExecutors;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.Storage;

/** A small network's genesis and keys, and nodes of it over any storage. */
public final class TestChain {
    public static final SigningKey PRODUCER = key(1);
    public static final SigningKey DEV = key(2);
    public static final PeerNetwork NO_PEERS = new PeerNetwork() {
        @Override
        public Optional<String> address() {
            return Optional.empty();
        }

        @Override
        public List<Peer> peers() {
            return List.of();
        }

        @Override
        public void publish(String topic, byte[] message) {}

        @Override
        public void subscribe(String topic, MessageHandler handler) {}

        @Override
        public CompletionStage<byte[]> request(String peerId, String protocol, byte[] question) {
            return CompletableFuture.failedFuture(new IOException("no peers"));
        }

        @Override
        public void answer(String protocol, RequestHandler handler) {}
    };

    private TestChain() {}

    public static SigningKey key(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) number;
        seed[1] = (byte) (number >> 8);
        seed[2] = (byte) (number >> 16);
        return SigningKey.ofSeed(seed);
    }

    public static Genesis genesis(int blockIntervalMillis) {
        return genesis(blockIntervalMillis, 0);
    }

    /** With {@code accounts} more funded accounts, keys 1000 and up. */
    public static Genesis genesis(int blockIntervalMillis, int accounts) {
        TreeMap<Address, Amount> balances = new TreeMap<>();
        balances.put(DEV.address(), Amount.ofTokens(1_000_000));
        for (int i = 0; i < accounts; i++) {
            balances.put(key(1000 + i).address(), Amount.ofTokens(1_000));
        }
        return new Genesis(
                "test",
                Hash.sha256(new byte[] {7}),
                1_700_000_000_000L,
                balances,
                List.of(new Producer(PRODUCER.publicKey(), Amount.ofTokens(1_000_000))),
                new Genesis.Parameters(blockIntervalMillis, Math.max(100, blockIntervalMillis)));
    }

    /** With these producers of equal stake, a block each 100 ms and a heartbeat of a second. */
    static Genesis genesis(List<SigningKey> producers) {
        TreeMap<Address, Amount> balances = new TreeMap<>();
        balances.put(DEV.address(), Amount.ofTokens(1_000_000));
        return new Genesis(
                "test",
                Hash.sha256(new byte[] {7}),
                1_700_000_000_000L,
                balances,
                producers.stream()
                        .map(key -> new Producer(key.publicKey(), Amount.ofTokens(1_000)))
                        .toList(),
                new Genesis.Parameters(100, 1_000));
    }

    public static SignedTransaction sign(
            Genesis genesis, SigningKey key, long nonce, TransactionBody body, Amount fee, long expiry) {
        return SignedTransaction.sign(
                body.from(key.address(), genesis.chainId(), nonce, fee, expiry).encode(), key);
    }

    public static SignedTransaction transfer(Genesis genesis, SigningKey from, long nonce, Address to, long units) {
        TransactionBody body = TokenBodies.transfer(to, new Amount(units));
        return sign(genesis, from, nonce, body, FeeSchedule.minimum(body.kind(), body.bytes().length), 1_000_000);
    }

    public static ChainService service(
            Genesis genesis, Storage storage, NodeExecutors executors, Clock clock, Path directory) {
        return service(genesis, storage, executors, clock, directory, Optional.of(PRODUCER), NO_PEERS);
    }

    static ChainService service(
            Genesis genesis,
            Storage storage,
            NodeExecutors executors,
            Clock clock,
            Path directory,
            Optional<SigningKey> key,
            PeerNetwork network) {
        NodeContext context = new NodeContext(
                clock,
                new SecureRandom(),
                executors,
                new Defaults(),
                new DataDirectory(directory),
                storage,
                new EventChannels(),
                new SimpleMeterRegistry());
        TokenModule token = new TokenModule();
        ChainService chain = new ChainService(genesis, key, token, context, network);
        chain.register(token);
        chain.register(new CopyrightModule());
        chain.register(new StakeModule());
        return chain;
    }

    private record Defaults() implements Configuration {
        @Override
        public <T> T get(Setting<T> setting) {
            return setting.parser().apply(setting.defaultText());
        }
    }
}
