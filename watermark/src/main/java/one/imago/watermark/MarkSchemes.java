package one.imago.watermark;

import java.util.List;
import java.util.Optional;
import one.imago.watermark.mark.MarkScheme;
import one.imago.watermark.robust.RobustScheme;
import one.imago.watermark.whitepaper.WhitepaperScheme;

/** The schemes that there are. It stands above the packages of the schemes, which build on {@code mark}. */
public final class MarkSchemes {
    private static final List<MarkScheme> ALL = List.of(new RobustScheme(), new WhitepaperScheme());

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
