package one.imago.watermark.journey;

import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import one.imago.node.picture.PictureRejected;
import one.imago.node.service.NodeExecutors;
import one.imago.node.service.Service;
import one.imago.watermark.codec.DecodedPicture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.codec.SandboxedPictureReader;

/** Keeps the child processes that decode strangers' files, from start to stop of the node. Thread-safe. */
public final class DecoderService extends Service implements PictureDecoder {
    private final PictureLimits limits;
    private final int children;
    private final NodeExecutors executors;
    private volatile Optional<Running> running = Optional.empty();

    public DecoderService(PictureLimits limits, int children, NodeExecutors executors) {
        this.limits = limits;
        this.children = children;
        this.executors = executors;
    }

    private record Running(SandboxedPictureReader reader, ScheduledExecutorService watchdog) {}

    @Override
    public String name() {
        return "picture-decoder";
    }

    @Override
    protected void doStart() {
        ScheduledExecutorService watchdog = executors.singleThread("picture-watchdog");
        running = Optional.of(new Running(new SandboxedPictureReader(limits, children, watchdog), watchdog));
    }

    /** Spares the first picture the wait: for the children, and for the library that marks and compares in this process. */
    public void warm() {
        running.ifPresent(parts -> parts.reader().warm());
        LocalPictureDecoder.loadLibrary();
    }

    @Override
    protected void doStop() {
        Optional<Running> stopped = running;
        running = Optional.empty();
        stopped.ifPresent(parts -> {
            parts.reader().close();
            parts.watchdog().shutdownNow();
        });
    }

    @Override
    public DecodedPicture decode(byte[] file) throws PictureRejected {
        Optional<Running> parts = running;
        if (parts.isEmpty()) {
            throw new PictureRejected("busy", "this node is not reading pictures now; try again in a moment");
        }
        return parts.get().reader().decode(file);
    }
}
