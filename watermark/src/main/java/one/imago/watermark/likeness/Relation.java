package one.imago.watermark.likeness;

import java.util.Locale;

/** What a picture in question is to a work. */
public enum Relation {
    /** The whole of it and nothing else: saved again, scaled, recoloured, turned by quarters, mirrored. */
    SAME,
    /** Made of it: a part, turned freely, with something laid over it. */
    DERIVED,
    /** It stands in the picture in question, among other things. */
    CONTAINS,
    /** Something is shared, too little to say that the work is shown: a logo, a frame. For a person to look at. */
    REVIEW,
    /** Nothing in common. */
    NONE;

    /** Whether the picture in question shows the work. */
    public boolean shows() {
        return this == SAME || this == DERIVED || this == CONTAINS;
    }

    /** The name in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
