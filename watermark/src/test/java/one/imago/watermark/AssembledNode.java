package one.imago.watermark;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import one.imago.node.config.ConfigurationLoader;
import one.imago.node.content.ContentStore;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.FinalizedBlocks;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.UploadScratch;
import one.imago.node.service.EventChannels;
import one.imago.node.service.NodeContext;
import one.imago.node.service.ServiceRegistry;
import one.imago.node.service.ThreadExecutors;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.InMemoryStorage;
import one.imago.watermark.journey.InMemoryContentStore;
import one.imago.watermark.journey.InMemoryScratch;
import one.imago.watermark.journey.InMemoryWorkLedger;
import one.imago.watermark.rpc.ImagePrepareMethod;

/** The module in a node whose other ports are in memory; strangers' files are decoded in real children. */
final class AssembledNode {
    final InMemoryWorkLedger ledger = new InMemoryWorkLedger();
    final InMemoryScratch scratch = new InMemoryScratch();
    final InMemoryContentStore content = new InMemoryContentStore();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final ServiceRegistry registry = new ServiceRegistry();
    private final ThreadExecutors executors = new ThreadExecutors();
    private int salts;

    AssembledNode(Path directory) throws Exception {
        WatermarkModule module = new WatermarkModule();
        registry.provide(WorkLedger.class, ledger);
        registry.provide(FinalizedBlocks.class, ledger);
        registry.provide(ContentStore.class, content);
        registry.provide(UploadScratch.class, scratch);
        module.assemble(
                registry,
                new NodeContext(
                        Clock.systemUTC(),
                        new SecureRandom(),
                        executors,
                        new ConfigurationLoader(module.settings())
                                .load(Map.of(), Map.of(), directory.resolve("node.toml")),
                        new DataDirectory(directory),
                        new InMemoryStorage(),
                        new EventChannels(),
                        metrics));
        registry.start();
    }

    <P extends Record, R> R call(Class<? extends RpcMethod<P, R>> method, P params) throws RpcException {
        for (RpcMethod<?, ?> registered : registry.methods()) {
            if (method.isInstance(registered)) {
                return method.cast(registered).call(params);
            }
        }
        throw new IllegalStateException("no " + method);
    }

    /** Commits to a file and asks for its reveal. */
    ImagePrepareMethod.Result prepare(String owner, byte[] file) throws RpcException {
        Address address = Address.of(Arrays.copyOf(
                Hash.sha256(owner.getBytes(StandardCharsets.UTF_8)).bytes(), Address.LENGTH));
        Hash salt = Hash.sha256(new byte[] {(byte) salts++});
        Hash commitment = Commitment.commit(ledger.chainId(), address, Hash.sha256(file), salt);
        var unused = ledger.commit(address, commitment);
        return call(
                ImagePrepareMethod.class,
                new ImagePrepareMethod.Params(
                        scratch.store(file),
                        null,
                        address.toString(),
                        commitment.hex(),
                        salt.hex(),
                        "a lake",
                        "author",
                        "human",
                        "no",
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    void stop() {
        registry.stop();
        executors.close();
    }
}
