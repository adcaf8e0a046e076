package one.imago.watermark.mark;

import java.util.List;
import java.util.Optional;

/** The schemes that there are. */
public final class MarkSchemes {
    private static final List<MarkScheme> ALL = List.of(new WhitepaperScheme());

    private MarkSchemes() {}

    /** The scheme for new marks. */
    public static MarkScheme standard() {
        return ALL.get(0);
    }

    public static List<MarkScheme> all() {
        return ALL;
    }

    public static Optional<MarkScheme> named(String name) {
        return ALL.stream().filter(scheme -> scheme.name().equals(name)).findFirst();
    }
}
