package one.imago.watermark.attack;

import java.util.Locale;

/** What attacks have in common. */
public enum Family {
    NONE,
    COMPRESSION,
    SCALING,
    CROPPING,
    ROTATION,
    MIRRORING,
    OCCLUSION,
    TONE,
    NOISE,
    PIPELINE,
    COMBINATION,
    PERSPECTIVE;

    /** The name in tables. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
