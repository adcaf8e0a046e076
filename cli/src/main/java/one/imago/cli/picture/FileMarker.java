package one.imago.cli.picture;

import one.imago.watermark.codec.DecodedPicture;
import one.imago.watermark.codec.PictureFormat;
import one.imago.watermark.mark.Explanation;
import one.imago.watermark.mark.MarkResult;

/** Marks a file with what the command line asked for. */
@FunctionalInterface
interface FileMarker {
    MarkResult mark(byte[] file, DecodedPicture source, PictureFormat target, Explanation explanation);
}
