package one.imago.watermark.journey;

import one.imago.node.picture.Picture;
import one.imago.watermark.mark.Extraction;

/** Reads the public mark of a picture. Thread-safe. */
@FunctionalInterface
public interface MarkReader {
    Extraction read(Picture picture);
}
