package one.imago.node.rpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import one.imago.node.config.Setting;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.rpc.RpcException.Kind;
import one.imago.node.service.NodeContext;
import one.imago.node.service.Service;
import one.imago.node.storage.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads as files in one directory, which is emptied at every start and stop; names and sizes are in memory only. A
 * handle is 128 random bits and the only key to its bytes. The quota counts everything that has not expired. Thread-safe.
 */
public final class DiskUploadScratch extends Service implements UploadScratch {
    static final Setting<Integer> MAX_UPLOAD =
            Setting.integer("rpc-max-upload-bytes", 64 << 20, 1024, Integer.MAX_VALUE - 8, "largest single upload");
    static final Setting<Integer> QUOTA_MIB = Setting.integer(
            "rpc-upload-quota-mib", 1024, 1, 1 << 20, "most MiB that all uploads together take on disk");
    static final Setting<Integer> EXPIRY_SECONDS =
            Setting.integer("rpc-upload-expiry-seconds", 3600, 1, 604_800, "how long an upload is kept");

    /** What this class reads. */
    public static final List<Setting<?>> SETTINGS = List.of(MAX_UPLOAD, QUOTA_MIB, EXPIRY_SECONDS);

    private static final Logger LOG = LoggerFactory.getLogger(DiskUploadScratch.class);
    private static final int HANDLE_BYTES = 16;
    private static final int PIECE = 1 << 16;
    private static final long SWEEP_SECONDS = 30;

    private final Path directory;
    private final Limits limits;
    private final Clock clock;
    private final SecureRandom random;
    private final ScheduledExecutorService sweeper;
    private final Map<String, Upload> uploads = new HashMap<>();
    private long usedBytes;

    /**
     * @param maxBytes of one upload
     * @param quotaBytes of all together
     * @param expiry after which an upload is forgotten
     */
    record Limits(long maxBytes, long quotaBytes, Duration expiry) {}

    /** What {@code PUT /v1/upload} answers. */
    record Upload(String handle, Hash sha256, long size, long expiresMillis) {}

    DiskUploadScratch(
            Path directory, Limits limits, Clock clock, SecureRandom random, ScheduledExecutorService sweeper) {
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
        this.sweeper = sweeper;
    }

    /** In the data directory's scratch. The caller provides it as a port, adds it as a service, and adds its routes. */
    public static DiskUploadScratch create(NodeContext context) {
        var configuration = context.configuration();
        return new DiskUploadScratch(
                context.directory().scratch().resolve("uploads"),
                new Limits(
                        configuration.get(MAX_UPLOAD),
                        (long) configuration.get(QUOTA_MIB) << 20,
                        Duration.ofSeconds(configuration.get(EXPIRY_SECONDS))),
                context.clock(),
                context.random(),
                context.executors().singleThread("upload-sweeper"));
    }

    /** {@code PUT /v1/upload} and {@code GET /v1/upload/{handle}}. */
    public List<HttpRoute> routes() {
        return List.of(new UploadRoute(this, limits.maxBytes()), new DownloadRoute(this));
    }

    @Override
    public String name() {
        return "upload-scratch";
    }

    @Override
    protected void doStart() throws IOException {
        PrivateFiles.createDirectory(directory);
        empty();
        var unused = sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected void doStop() throws IOException {
        sweeper.shutdown();
        empty();
    }

    @Override
    public byte[] read(String handle) throws RpcException {
        try (InputStream stream = open(handle)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("an upload could not be read", e);
        }
    }

    @Override
    public String store(byte[] bytes) throws RpcException {
        try {
            return store(new ByteArrayInputStream(bytes)).handle();
        } catch (IOException e) {
            if (isDiskFull(e)) {
                throw diskFull();
            }
            throw new UncheckedIOException("an upload could not be kept", e);
        }
    }

    /** Keeps a stream whole or not at all. */
    Upload store(InputStream bytes) throws RpcException, IOException {
        byte[] handleBytes = new byte[HANDLE_BYTES];
        random.nextBytes(handleBytes);
        String handle = Hex.encode(handleBytes);
        boolean kept = false;
        long size = 0;
        try {
            MessageDigest digest = Hash.digest();
            try (OutputStream file = Files.newOutputStream(file(handle), StandardOpenOption.CREATE_NEW)) {
                for (byte[] piece = bytes.readNBytes(PIECE); piece.length > 0; piece = bytes.readNBytes(PIECE)) {
                    reserve(size, piece.length);
                    size += piece.length;
                    digest.update(piece);
                    file.write(piece);
                }
            }
            Upload upload = new Upload(
                    handle,
                    Hash.of(digest.digest()),
                    size,
                    clock.millis() + limits.expiry().toMillis());
            synchronized (uploads) {
                uploads.put(handle, upload);
            }
            kept = true;
            return upload;
        } finally {
            if (!kept) {
                synchronized (uploads) {
                    usedBytes -= size;
                }
                Files.deleteIfExists(file(handle));
            }
        }
    }

    /** Size of a live upload. */
    Optional<Upload> find(String handle) {
        synchronized (uploads) {
            return Optional.ofNullable(uploads.get(handle)).filter(upload -> upload.expiresMillis() > clock.millis());
        }
    }

    InputStream open(String handle) throws RpcException, IOException {
        if (find(handle).isEmpty()) {
            throw new RpcException(
                    Kind.NOT_FOUND,
                    "upload-unknown",
                    "there is no upload with that handle",
                    "uploads expire after " + limits.expiry().toSeconds() + " s; upload again");
        }
        return Files.newInputStream(file(handle));
    }

    /** Forgets what has expired. */
    void sweep() {
        long now = clock.millis();
        List<Upload> expired;
        synchronized (uploads) {
            expired = uploads.values().stream()
                    .filter(upload -> upload.expiresMillis() <= now)
                    .toList();
            for (Upload upload : expired) {
                uploads.remove(upload.handle());
                usedBytes -= upload.size();
            }
        }
        for (Upload upload : expired) {
            try {
                Files.deleteIfExists(file(upload.handle()));
            } catch (IOException e) {
                LOG.warn("an expired upload could not be deleted: {}", e.getMessage());
            }
        }
    }

    static RpcException diskFull() {
        return new RpcException(
                Kind.UNAVAILABLE, "disk-full", "the node's disk is full", "the operator must free space");
    }

    static boolean isDiskFull(Throwable e) {
        String message = e.getMessage();
        return e instanceof IOException
                && message != null
                && (message.contains("No space left on device") || message.contains("Disk quota exceeded"));
    }

    private void reserve(long before, int size) throws RpcException {
        if (before + size > limits.maxBytes()) {
            throw new RpcException(
                    Kind.REFUSED, "body-too-large", "an upload has at most " + limits.maxBytes() + " bytes", "");
        }
        if (!tryReserve(size)) {
            sweep();
            if (!tryReserve(size)) {
                throw new RpcException(
                        Kind.BUSY,
                        "scratch-full",
                        "the node's space for uploads is taken",
                        "try again when earlier uploads have expired");
            }
        }
    }

    private boolean tryReserve(long size) {
        synchronized (uploads) {
            if (usedBytes + size > limits.quotaBytes()) {
                return false;
            }
            usedBytes += size;
            return true;
        }
    }

    private void empty() throws IOException {
        synchronized (uploads) {
            uploads.clear();
            usedBytes = 0;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The handle is one of ours by now, so it is hexadecimal. */
    private Path file(String handle) {
        return directory.resolve(handle);
    }
}
