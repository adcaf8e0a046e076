package one.imago.watermark.mark;

import java.util.function.Supplier;
import one.imago.node.picture.Picture;

/** Takes the pictures by which a step shows its work to a person: what {@code --explain} writes. */
@FunctionalInterface
public interface Explanation {
    /** For when nobody looks: nothing is drawn. */
    Explanation NONE = (name, picture) -> {};

    /**
     * Offers a picture. One that is offered under a name again takes the place of the first.
     *
     * @param name of the picture, short, in kebab-case; the file's name
     * @param picture draws it, small enough to look at, gray as colour; called by whoever looks, once at most
     */
    void show(String name, Supplier<Picture> picture);

    /**
     * What a mark changed, sixteen times as much, on middle gray.
     *
     * @param before and {@code after} of one size
     */
    static Picture difference(Picture before, Picture after) {
        byte[] from = before.bgr();
        byte[] to = after.bgr();
        byte[] shown = new byte[from.length];
        for (int i = 0; i < shown.length; i++) {
            int difference = (to[i] & 0xff) - (from[i] & 0xff);
            shown[i] = (byte) Math.max(0, Math.min(255, 128 + 16 * difference));
        }
        return new Picture(before.width(), before.height(), shown);
    }
}
