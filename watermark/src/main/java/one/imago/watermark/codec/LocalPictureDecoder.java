package one.imago.watermark.codec;

import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureReader;
import one.imago.node.picture.PictureRejected;

/**
 * Decodes in this process. For the user's own files: native decoders have had holes, so a stranger's bytes go through
 * {@link SandboxedPictureReader} instead. Thread-safe.
 */
public final class LocalPictureDecoder implements PictureDecoder, PictureReader {
    private final PictureInspector inspector;

    public LocalPictureDecoder(PictureLimits limits) {
        this.inspector = new PictureInspector(limits);
    }

    /** Loads the native library now, so that the first picture need not wait for it. */
    public static void loadLibrary() {
        NativeCodec.load();
    }

    @Override
    public DecodedPicture decode(byte[] file) throws PictureRejected {
        PictureHeader header = inspector.inspect(file);
        return new DecodedPicture(header, NativeCodec.decode(file, header));
    }

    @Override
    public Picture read(byte[] file) throws PictureRejected {
        return decode(file).picture();
    }
}
