package one.imago.cli.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Progress;
import one.imago.cli.terminal.Terminal;
import one.imago.watermark.MarkSchemes;
import one.imago.watermark.attack.Attack;
import one.imago.watermark.mark.MarkScheme;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

/** Measures the invisible mark over a folder of pictures: quality, what it survives, speed, misuse, false alarms. */
@Command(
        name = "watermark",
        description = {
            "Measure the invisible mark over a folder of pictures.",
            "Marks each picture with an id of its own, attacks it in every way, reads what is left, and counts exact,"
                    + " wrong and missing ids. Times are CPU times of one thread. Needs no node."
        },
        footer = {
            "",
            "Examples:",
            "  imago bench watermark photos",
            "  imago bench watermark photos --owner-mark --attacks jpeg70,resize50,crop_centre50",
            "  imago bench watermark photos --attacks suite --misuse --unmarked other-photos --crops 10000"
        })
public final class BenchWatermark implements Action {
    /** Most pictures that are misused: they are all in memory at once. */
    private static final int MISUSED = 24;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder; what is below it counts too.")
    private Path folder = Path.of("");

    @Option(names = "--scheme", paramLabel = "NAME", description = "How the mark is made. Default: the standard one.")
    private @Nullable String scheme;

    @Mixin
    private final AttackOption attacks = new AttackOption();

    @Option(names = "--pictures", paramLabel = "N", description = "Only the first N pictures.")
    private int pictures = Integer.MAX_VALUE;

    @Option(names = "--threads", paramLabel = "N", description = "Pictures at a time. Default: 1.")
    private int threads = 1;

    @Option(
            names = "--misuse",
            description = "Also copy marks onto other pictures, write over them, take them away, average them.")
    private boolean misuse;

    @Option(
            names = "--owner-mark",
            description =
                    "Instead mark files as image register --owner-mark does, and read both marks after each attack.")
    private boolean ownerMark;

    @Option(
            names = "--unmarked",
            paramLabel = "DIR",
            description = "Also read random crops of these pictures, which nobody marked.")
    private @Nullable Path unmarked;

    @Option(names = "--crops", paramLabel = "N", description = "How many crops of --unmarked. Default: 1000.")
    private int crops = 1000;

    public BenchWatermark(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        MarkScheme chosen = scheme();
        List<Attack> wanted = attacks.chosen();
        if (threads < 1 || threads > 64 || pictures < 1 || crops < 1) {
            throw Failure.usage("--threads is from 1 to 64, --pictures and --crops at least 1", "see --help");
        }
        List<Path> files = PictureFolder.list(folder, pictures);
        ArrayNode rows = Json.array();
        List<String> texts = new ArrayList<>(List.of("Scheme " + chosen.name()));
        if (ownerMark) {
            try (Progress progress = Progress.start(terminal, "both marks", (long) files.size() * wanted.size())) {
                texts.add(new OwnerMarkRun(chosen, wanted, progress, rows).over(files));
            }
        } else if (!wanted.isEmpty()) {
            try (Progress progress = Progress.start(terminal, "attacks", (long) files.size() * wanted.size())) {
                MarkTables tables = new MarkTables(rows);
                tables.add(new MarkRun(chosen, wanted, progress).over(files, threads));
                texts.add(tables.text());
            }
        }
        if (misuse) {
            texts.add(misuse(chosen, files, rows));
        }
        if (unmarked != null) {
            List<Path> others = PictureFolder.list(unmarked, Integer.MAX_VALUE);
            try (Progress progress = Progress.start(terminal, "unmarked", crops)) {
                texts.add(new UnmarkedRun(chosen, progress, rows).over(others, crops));
            }
        }
        return Answer.yes(rows, String.join("\n\n", texts));
    }

    private String misuse(MarkScheme chosen, List<Path> files, ArrayNode rows) throws Failure {
        List<MarkedPicture> works = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (works.size() < MISUSED) {
                MarkedPicture.of(name, PictureFolder.read(file), chosen, MarkedPicture.idFor(name))
                        .ifPresent(works::add);
            }
        }
        if (works.size() < 2) {
            throw Failure.refused("too-few-pictures", "--misuse needs two pictures that can carry the mark", "");
        }
        try (Progress progress = Progress.start(terminal, "misuse", MisuseRun.KINDS * (long) works.size())) {
            return new MisuseRun(chosen, works, progress, rows).table();
        }
    }

    private MarkScheme scheme() throws Failure {
        if (scheme == null) {
            return MarkSchemes.standard();
        }
        String known = MarkSchemes.all().stream().map(MarkScheme::name).collect(Collectors.joining(", "));
        return MarkSchemes.named(scheme)
                .orElseThrow(
                        () -> Failure.usage("--scheme " + scheme + " is not in this release", "there is: " + known));
    }
}
