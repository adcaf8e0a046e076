package one.imago.watermark.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import one.imago.node.picture.PictureRejected;
import one.imago.node.sandbox.WorkerMain;

/** The child process that decodes strangers' files. Arguments: the two numbers of {@link PictureLimits}. */
public final class DecoderMain {
    private DecoderMain() {}

    public static void main(String[] arguments) throws IOException {
        PictureLimits limits = new PictureLimits(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        PictureInspector inspector = new PictureInspector(limits);
        NativeCodec.load();
        WorkerMain.serve((operation, file) -> {
            if (operation != DecodedFrame.DECODE) {
                throw new IllegalArgumentException("unknown operation " + operation);
            }
            try {
                return NativeCodec.decodeFrame(file, inspector.inspect(file));
            } catch (PictureRejected e) {
                byte[] text = (e.code() + '\n' + e.getMessage()).getBytes(StandardCharsets.UTF_8);
                byte[] answer = Arrays.copyOf(text, text.length + DecodedFrame.TRAILER);
                return DecodedFrame.seal(answer, DecodedFrame.REJECTED, 0);
            }
        });
    }
}
