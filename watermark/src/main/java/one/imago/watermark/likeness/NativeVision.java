package one.imago.watermark.likeness;

import nu.pattern.OpenCV;

/** OpenCV, unpacked and loaded when first needed; loading again does nothing. */
final class NativeVision {
    static {
        OpenCV.loadLocally();
    }

    private NativeVision() {}

    static void load() {
        // the static initialiser did it
    }
}
