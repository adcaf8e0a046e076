package one.imago.node.rpc;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import one.imago.node.config.Configuration;
import one.imago.node.config.Setting;

/**
 * How the server listens and what it admits.
 *
 * @param host address to listen on
 * @param port 0 = any free one
 * @param maxBodyBytes largest JSON body
 * @param maxBatch requests in a batch
 * @param maxConnections open at a time
 * @param maxRequests in work at a time, over all connections
 * @param allowedHosts names that {@code Host} may hold besides loopback and the address that was connected to
 * @param allowedOrigins values that {@code Origin} may hold
 * @param timeouts patience with the other side
 */
record RpcSettings(
        String host,
        int port,
        int maxBodyBytes,
        int maxBatch,
        int maxConnections,
        int maxRequests,
        Set<String> allowedHosts,
        Set<String> allowedOrigins,
        Timeouts timeouts) {
    static final Setting<String> HOST =
            Setting.text("rpc-host", "127.0.0.1", "address on which the RPC server listens");
    static final Setting<Integer> PORT =
            Setting.integer("rpc-port", 8545, 0, 65_535, "port on which the RPC server listens; 0 = any free one");
    static final Setting<Integer> MAX_BODY = Setting.integer(
            "rpc-max-body-bytes", 16 << 20, 1024, 256 << 20, "largest JSON request; larger pictures are uploaded");
    static final Setting<Integer> MAX_BATCH =
            Setting.integer("rpc-max-batch", 1000, 1, 10_000, "most requests in a JSON-RPC batch");
    static final Setting<Integer> MAX_CONNECTIONS =
            Setting.integer("rpc-max-connections", 256, 1, 65_536, "most RPC connections at a time");
    static final Setting<Integer> MAX_REQUESTS =
            Setting.integer("rpc-max-requests", 64, 1, 4096, "most RPC requests in work at a time");
    static final Setting<Set<String>> ALLOWED_HOSTS =
            names("rpc-allowed-hosts", "host names, separated by commas, under which clients may reach the RPC server");
    static final Setting<Set<String>> ALLOWED_ORIGINS =
            names("rpc-allowed-origins", "web origins, separated by commas, whose pages may call the RPC server");
    static final Setting<String> TOKENS_FILE = Setting.text(
            "rpc-tokens-file", "", "file of further RPC tokens: lines of name, scopes, SHA-256 of the token");

    static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            MAX_BODY,
            MAX_BATCH,
            MAX_CONNECTIONS,
            MAX_REQUESTS,
            ALLOWED_HOSTS,
            ALLOWED_ORIGINS,
            TOKENS_FILE);

    /**
     * All in milliseconds.
     *
     * @param head until a whole request head is there, idle time on a kept connection included
     * @param stall longest pause while a body comes in or an answer goes out
     * @param jsonBody until a whole JSON body is there
     * @param fileBody until a whole uploaded body is there
     */
    record Timeouts(long head, long stall, long jsonBody, long fileBody) {
        static final Timeouts DEFAULT = new Timeouts(30_000, 20_000, 60_000, 600_000);
    }

    static RpcSettings of(Configuration configuration) {
        return new RpcSettings(
                configuration.get(HOST),
                configuration.get(PORT),
                configuration.get(MAX_BODY),
                configuration.get(MAX_BATCH),
                configuration.get(MAX_CONNECTIONS),
                configuration.get(MAX_REQUESTS),
                configuration.get(ALLOWED_HOSTS),
                configuration.get(ALLOWED_ORIGINS),
                Timeouts.DEFAULT);
    }

    /** All JSON bodies in memory together; what goes beyond is told to come later. */
    long maxBodyBytesTogether() {
        return 4L * maxBodyBytes;
    }

    /** One answer, a batch's included. */
    int maxResponseBytes() {
        return 32 << 20;
    }

    /** One WebSocket message. */
    int maxMessageBytes() {
        return Math.min(maxBodyBytes, 1 << 20);
    }

    private static Setting<Set<String>> names(String key, String description) {
        Function<String, Set<String>> parser = text -> Arrays.stream(text.split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        return new Setting<>(key, "", parser, description);
    }
}
