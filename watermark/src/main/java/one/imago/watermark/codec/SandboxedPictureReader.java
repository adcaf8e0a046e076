package one.imago.watermark.codec;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureReader;
import one.imago.node.picture.PictureRejected;
import one.imago.node.sandbox.ChildLimits;
import one.imago.node.sandbox.ChildProgram;
import one.imago.node.sandbox.SandboxException;
import one.imago.node.sandbox.WorkerPool;

/**
 * Decodes strangers' files: inspects the header here, in Java, and lets a child process with limits of memory and time
 * do what native code does. Thread-safe; blocks its caller.
 */
public final class SandboxedPictureReader implements PictureReader, PictureDecoder, AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration JOB_TIMEOUT = Duration.ofSeconds(30);
    private static final int JOBS_PER_WORKER = 200;
    private static final int MAX_WAITING = 64;
    private static final int CPU_SECONDS = 1200;
    private static final long JVM_BYTES = 2L << 30;

    private final PictureInspector inspector;
    private final WorkerPool pool;

    /**
     * Starts no child yet: {@link #warm} does, or the first picture.
     *
     * @param workers children at a time
     * @param watchdog kills what takes too long; the caller shuts it down after closing this
     */
    public SandboxedPictureReader(PictureLimits limits, int workers, ScheduledExecutorService watchdog) {
        this.inspector = new PictureInspector(limits);
        this.pool = new WorkerPool(settings(limits, workers), watchdog);
    }

    private static WorkerPool.Settings settings(PictureLimits limits, int workers) {
        // Four bytes a pixel: 8-bit colour with alpha. Larger answers (16 bits at the limit) are refused as too large.
        long answer = Math.min(Integer.MAX_VALUE - 64L, 4L * limits.maxPixels() + 4096);
        long heap = answer + 2L * limits.maxFileBytes() + (64L << 20);
        long nativeMemory = 8L * limits.maxPixels() + 2L * limits.maxFileBytes();
        ChildProgram program = new ChildProgram(
                DecoderMain.class.getName(),
                List.of(Integer.toString(limits.maxFileBytes()), Integer.toString(limits.maxPixels())),
                NativeLibrary.unpacked()
                        .map(path -> List.of(NativeLibrary.PROPERTY + "=" + path))
                        .orElse(List.of()),
                new ChildLimits(heap, heap + nativeMemory + JVM_BYTES, CPU_SECONDS, (int) answer));
        return new WorkerPool.Settings(program, workers, MAX_WAITING, JOBS_PER_WORKER, START_TIMEOUT, JOB_TIMEOUT);
    }

    /** Starts the children without waiting for them. */
    public void warm() {
        pool.warm();
    }

    @Override
    public DecodedPicture decode(byte[] file) throws PictureRejected {
        PictureHeader header = inspector.inspect(file);
        try {
            return new DecodedPicture(header, DecodedFrame.read(pool.call(DecodedFrame.DECODE, file), header));
        } catch (SandboxException e) {
            throw switch (e.reason()) {
                case TIMEOUT, CRASHED, FAILED ->
                    Rejections.damaged(
                            header.format(), "its decoder crashed or took more than its share of memory or time");
                case OUTPUT_TOO_LARGE ->
                    new PictureRejected(
                            "picture-too-large",
                            "the decoded picture needs more memory than one picture may; save it with 8 bits a sample, or"
                                    + " scale it down");
                case BUSY, CLOSED ->
                    new PictureRejected(
                            "busy", "the node is decoding as many pictures as it can; try again in a moment");
            };
        }
    }

    @Override
    public Picture read(byte[] file) throws PictureRejected {
        return decode(file).picture();
    }

    /** Kills the children. */
    @Override
    public void close() {
        pool.close();
    }
}
