package one.imago.node.picture;

/**
 * Decoded pixels, orientation applied.
 *
 * @param width pixels
 * @param height pixels
 * @param bgr 8-bit samples, three a pixel in the order blue, green, red, row by row; owned by the receiver
 */
public record Picture(int width, int height, byte[] bgr) {}
