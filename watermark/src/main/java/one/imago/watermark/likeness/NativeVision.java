package one.imago.watermark.likeness;

import one.imago.watermark.codec.LocalPictureDecoder;

/** OpenCV, unpacked and loaded when first needed; loading again does nothing. */
final class NativeVision {
    static {
        LocalPictureDecoder.loadLibrary();
    }

    private NativeVision() {}

    static void load() {
        // the static initialiser did it
    }
}
