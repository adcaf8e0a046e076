package one.imago.node.rpc;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A body as it comes in. Parts are added by one thread at a time; read only after the last. */
sealed interface RequestBody extends Closeable {
    /** Whether {@link #add} may block on the disk, so that it belongs on a worker. */
    boolean blocks();

    /** Adds a part, which the caller releases. A refusal ends the request. */
    Optional<HttpRefusal> add(ByteBuf part) throws IOException;

    InputStream open() throws IOException;

    /** Of requests that carry none. */
    static RequestBody none() {
        return new None();
    }

    /** The JSON of a call, in memory, within the memory that all calls share. */
    static InMemory inMemory(RpcBackend backend) {
        return new InMemory(backend);
    }

    /** An upload, in a file without a name for others. */
    static RequestBody onDisk(Path directory, long expectedBytes) {
        return new OnDisk(directory, expectedBytes);
    }

    /** Nothing. */
    record None() implements RequestBody {
        @Override
        public boolean blocks() {
            return false;
        }

        @Override
        public Optional<HttpRefusal> add(ByteBuf part) {
            return part.isReadable() ? Optional.of(HttpRefusal.tooLarge(0)) : Optional.empty();
        }

        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }

        @Override
        public void close() {}
    }

    /** Bytes in memory. */
    final class InMemory implements RequestBody {
        private final RpcBackend backend;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        private long reserved;

        private InMemory(RpcBackend backend) {
            this.backend = backend;
        }

        @Override
        public boolean blocks() {
            return false;
        }

        @Override
        public Optional<HttpRefusal> add(ByteBuf part) throws IOException {
            int length = part.readableBytes();
            if (!backend.tryReserve(length)) {
                return Optional.of(HttpRefusal.busy());
            }
            reserved += length;
            part.readBytes(bytes, length);
            return Optional.empty();
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes());
        }

        @Override
        public void close() {
            backend.unreserve(reserved);
            reserved = 0;
        }
    }

    /** Bytes in a file that goes when it is closed. */
    final class OnDisk implements RequestBody {
        /** Left free on the disk for the ledger, which must never be the one to run out. */
        private static final long RESERVE = 64L << 20;

        private final Path directory;
        private final long expectedBytes;
        private @Nullable FileChannel file;
        private boolean closed;

        private OnDisk(Path directory, long expectedBytes) {
            this.directory = directory;
            this.expectedBytes = expectedBytes;
        }

        @Override
        public boolean blocks() {
            return true;
        }

        @Override
        public synchronized Optional<HttpRefusal> add(ByteBuf part) throws IOException {
            if (closed) {
                throw new IOException("the request was given up");
            }
            if (file == null) {
                if (directory.toFile().getUsableSpace() - RESERVE < expectedBytes) {
                    return Optional.of(HttpRefusal.of(DiskUploadScratch.diskFull()));
                }
                file = openFile();
            }
            for (ByteBuffer buffer : part.nioBuffers()) {
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
            }
            return Optional.empty();
        }

        @Override
        public synchronized InputStream open() throws IOException {
            if (file == null) {
                return InputStream.nullInputStream();
            }
            return Channels.newInputStream(file.position(0));
        }

        @Override
        public synchronized void close() throws IOException {
            closed = true;
            if (file != null) {
                file.close();
            }
        }

        private FileChannel openFile() throws IOException {
            return FileChannel.open(
                    directory.resolve("body-" + UUID.randomUUID()),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        }
    }
}
