package one.imago.cli.picture;

import java.util.stream.Collectors;
import one.imago.cli.terminal.Failure;
import one.imago.watermark.MarkSchemes;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkScheme;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which mark, under which key. */
final class MarkOptions {
    @Option(
            names = "--key",
            paramLabel = "HEX20",
            description = "The 80-bit key of the mark, 20 hexadecimal digits. Default: the public locator key.")
    private @Nullable String key;

    @Option(names = "--scheme", paramLabel = "NAME", description = "How the mark is made. Default: the standard one.")
    private @Nullable String scheme;

    MarkKey key() throws Failure {
        try {
            return key == null ? MarkKey.LOCATOR : MarkKey.parse(key);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--key " + key + ": " + e.getMessage(), "");
        }
    }

    MarkScheme scheme() throws Failure {
        if (scheme == null) {
            return MarkSchemes.standard();
        }
        String known = MarkSchemes.all().stream().map(MarkScheme::name).collect(Collectors.joining(", "));
        return MarkSchemes.named(scheme)
                .orElseThrow(
                        () -> Failure.usage("--scheme " + scheme + " is not in this release", "there is: " + known));
    }
}
