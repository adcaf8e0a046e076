package one.imago.watermark.codec;

import one.imago.node.picture.Picture;

/**
 * A decoded file.
 *
 * @param header what the file says
 * @param raster the samples as stored: orientation is not applied
 */
public record DecodedPicture(PictureHeader header, Raster raster) {

    /**
     * The picture as shown, in 8-bit colour: orientation applied, gray tripled, 16 bits rounded, alpha laid over white.
     * May share its array with the raster when there is nothing to change; leave it as it is.
     */
    public Picture picture() {
        return Normalisation.of(raster, header.orientation());
    }
}
