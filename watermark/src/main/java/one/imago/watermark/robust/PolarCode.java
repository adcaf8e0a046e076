package one.imago.watermark.robust;

/** To be filled in. */
final class PolarCode {
    static final int LENGTH = 512;

    private PolarCode() {}
}
