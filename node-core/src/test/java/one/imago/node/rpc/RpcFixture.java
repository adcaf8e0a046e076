package one.imago.node.rpc;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import one.imago.node.config.ConfigurationLoader;
import one.imago.node.config.Setting;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.Authorship;
import one.imago.node.ledger.WorkId;
import one.imago.node.service.EventChannels;
import one.imago.node.service.HealthCheck;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeMetrics;
import one.imago.node.service.ServiceRegistry;
import one.imago.node.service.ThreadExecutors;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.InMemoryStorage;
import org.jspecify.annotations.Nullable;

/** A real server on a free port with methods and routes that tests need. */
final class RpcFixture {
    final ServiceRegistry registry = new ServiceRegistry();
    final ThreadExecutors executors = new ThreadExecutors();
    final MeterRegistry metrics = NodeMetrics.prometheus();
    final AtomicInteger waiting = new AtomicInteger();
    final CountDownLatch gate = new CountDownLatch(1);
    final DiskUploadScratch scratch;
    final RpcServer server;
    final Path directory;
    volatile Optional<String> problem = Optional.empty();

    record Echo(
            Address owner,
            @Nullable WorkId work,
            @Nullable Amount amount,
            byte @Nullable [] bytes,
            @Nullable Base64Bytes picture,
            @Nullable Authorship authorship,
            @Nullable List<Hash> hashes,
            @Nullable Integer limit) {}

    record Nothing() {}

    record Whole(long value) {}

    record Text(String text) {}

    record Count(int count) {}

    /** A method from its parts. */
    record Method<P extends Record, R>(String name, Scope scope, Class<P> params, Class<R> result, Body<P, R> body)
            implements RpcMethod<P, R> {
        interface Body<P, R> {
            R call(P params) throws RpcException;
        }

        @Override
        public String summary() {
            return "does " + name;
        }

        @Override
        public R call(P params) throws RpcException {
            return body.call(params);
        }
    }

    /** A route from its parts. */
    record Route(String method, String path, Optional<Scope> scope, long maxBodyBytes, Handling body)
            implements HttpRoute {
        interface Handling {
            Reply handle(String parameter, InputStream body) throws RpcException, java.io.IOException;
        }

        @Override
        public String summary() {
            return path;
        }

        @Override
        public Reply handle(String parameter, InputStream content) throws RpcException, java.io.IOException {
            return body.handle(parameter, content);
        }
    }

    RpcFixture(Path directory, Map<String, String> flags) throws Exception {
        this(directory, flags, RpcSettings.Timeouts.DEFAULT);
    }

    RpcFixture(Path directory, Map<String, String> flags, RpcSettings.Timeouts timeouts, RpcMethod<?, ?>... more)
            throws Exception {
        this.directory = directory;
        Map<String, String> all = new HashMap<>(flags);
        all.putIfAbsent("rpc-port", "0");
        List<Setting<?>> settings = new ArrayList<>(RpcServer.SETTINGS);
        settings.addAll(DiskUploadScratch.SETTINGS);
        NodeContext context = new NodeContext(
                Clock.systemUTC(),
                new SecureRandom(),
                executors,
                new ConfigurationLoader(settings).load(all, Map.of(), directory.resolve("node.toml")),
                new DataDirectory(directory),
                new InMemoryStorage(),
                new EventChannels(),
                metrics);
        scratch = DiskUploadScratch.create(context);
        registry.add(scratch);
        scratch.routes().forEach(registry::add);
        methods().forEach(registry::add);
        for (RpcMethod<?, ?> method : more) {
            registry.add(method);
        }
        registry.add(new Route("PUT", "/v1/count", Optional.of(Scope.WRITE), 8 << 20, (parameter, body) -> {
            byte[] json = Long.toString(body.transferTo(java.io.OutputStream.nullOutputStream()))
                    .getBytes(StandardCharsets.US_ASCII);
            return new HttpRoute.Reply("application/json", json.length, new ByteArrayInputStream(json));
        }));
        registry.add(new Route(
                "GET",
                "/v1/zeros/{count}",
                Optional.empty(),
                0,
                (parameter, body) -> new HttpRoute.Reply("application/octet-stream", -1, zeros(parameter))));
        registry.add(new HealthCheck() {
            @Override
            public String name() {
                return "weather";
            }

            @Override
            public Optional<String> problem() {
                return problem;
            }
        });
        RpcSettings from = RpcSettings.of(context.configuration());
        String tokens = context.configuration().get(RpcSettings.TOKENS_FILE);
        server = new RpcServer(
                new RpcSettings(
                        from.host(),
                        from.port(),
                        from.maxBodyBytes(),
                        from.maxBatch(),
                        from.maxConnections(),
                        from.maxRequests(),
                        from.allowedHosts(),
                        from.allowedOrigins(),
                        timeouts),
                new RpcServer.Surface(registry.methods(), registry.routes(), registry.healthChecks()),
                tokens.isEmpty() ? RpcTokens.none() : RpcTokens.none().withFile(Path.of(tokens)),
                context);
        scratch.start();
        server.start();
    }

    static InputStream zeros(String count) {
        return new ByteArrayInputStream(new byte[Integer.parseInt(count)]);
    }

    List<RpcMethod<?, ?>> methods() {
        return List.of(
                new Method<>("test_echo", Scope.READ, Echo.class, Echo.class, echo -> echo),
                new Method<>("test_add", Scope.READ, Whole.class, Whole.class, n -> new Whole(n.value() + 1)),
                new Method<>("test_write", Scope.WRITE, Nothing.class, Text.class, n -> new Text("written")),
                new Method<>("test_fail", Scope.READ, Nothing.class, Text.class, n -> {
                    throw new IllegalStateException("secret detail");
                }),
                new Method<>("test_refuse", Scope.READ, Nothing.class, Text.class, n -> {
                    throw new RpcException(RpcException.Kind.REFUSED, "already-registered", "no", "do else");
                }),
                new Method<>("test_big", Scope.READ, Count.class, Text.class, c -> new Text("x".repeat(c.count()))),
                new Method<>("test_wait", Scope.READ, Nothing.class, Text.class, n -> {
                    waiting.incrementAndGet();
                    try {
                        return new Text(gate.await(20, TimeUnit.SECONDS) ? "opened" : "gave up");
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return new Text("interrupted");
                    }
                }));
    }

    int port() {
        return server.uri().getPort();
    }

    String cookie() throws Exception {
        return Files.readString(directory.resolve("rpc.cookie")).strip();
    }

    void stop() throws Exception {
        gate.countDown();
        server.stop();
        scratch.stop();
        executors.close();
        metrics.close();
    }
}
