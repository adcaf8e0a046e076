package one.imago.cli.bench;

import one.imago.node.picture.Picture;
import one.imago.watermark.codec.PictureWriter;
import one.imago.watermark.fingerprint.PdqHash;
import one.imago.watermark.likeness.Likeness;
import one.imago.watermark.likeness.Look;
import one.imago.watermark.likeness.Reduction;
import one.imago.watermark.likeness.Sketch;
import one.imago.watermark.likeness.Sketcher;

/** What a node knows of a work's preview, and compares a picture with before it believes a mark. */
record Preview(Sketch sketch) {
    static Preview of(Picture picture) {
        return new Preview(Sketcher.sketch(Reduction.of(picture, PictureWriter.PREVIEW_SIDE)));
    }

    boolean shownBy(Picture picture) {
        return Likeness.of(new Look(picture, PdqHash.of(picture)), sketch).accepted();
    }
}
