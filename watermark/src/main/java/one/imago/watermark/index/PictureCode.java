package one.imago.watermark.index;

import one.imago.node.picture.Picture;

/** The 64-bit code under which pictures are indexed: pHash version 1. */
@FunctionalInterface
public interface PictureCode {
    long of(Picture picture);
}
