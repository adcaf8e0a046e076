package one.imago.cli.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Grid;
import one.imago.cli.terminal.Progress;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.attack.Crops;
import one.imago.watermark.mark.Extraction;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkScheme;
import tools.jackson.databind.node.ArrayNode;

/** Reads pictures that nobody marked: every id that comes out is a false one. */
final class UnmarkedRun {
    private final MarkScheme scheme;
    private final Progress progress;
    private final ArrayNode rows;

    UnmarkedRun(MarkScheme scheme, Progress progress, ArrayNode rows) {
        this.scheme = scheme;
        this.progress = progress;
        this.rows = rows;
    }

    /** Random parts of the pictures in turn, the same in each run; returns the table for a person. */
    String over(List<Path> files, int crops) throws Failure {
        int readings = 0;
        double millis = 0;
        double longest = 0;
        double megapixels = 0;
        StringBuilder found = new StringBuilder();
        for (int f = 0; f < files.size(); f++) {
            Picture picture = PictureFolder.read(files.get(f));
            SplittableRandom random = new SplittableRandom(f);
            for (int i = f; i < crops; i += files.size()) {
                Picture crop = Crops.random(picture, random);
                ThreadCpu cpu = ThreadCpu.start();
                Extraction extraction = scheme.extract(crop, MarkKey.LOCATOR);
                double spent = cpu.millis();
                millis += spent;
                longest = Math.max(longest, spent);
                megapixels += MarkedPicture.megapixels(crop);
                for (WorkId id : extraction.ids()) {
                    readings++;
                    found.append("\n  ")
                            .append(files.get(f))
                            .append(" crop ")
                            .append(i)
                            .append(": ")
                            .append(id);
                }
                progress.step(String.valueOf(files.get(f).getFileName()));
            }
        }
        double bound = MarkTally.bound95(readings, crops);
        rows.addObject()
                .put("table", "unmarked")
                .put("crops", crops)
                .put("readings", readings)
                .put("bound95", bound)
                .put("megapixels", megapixels)
                .put("millisMean", millis / crops)
                .put("millisLongest", longest);
        Grid grid = new Grid(
                        "unmarked crops", "readings", "95 % bound of their rate", "ms mean", "ms longest", "MP mean")
                .row(
                        crops,
                        readings,
                        MarkTables.decimals(6, bound),
                        MarkTables.decimals(0, millis / crops),
                        MarkTables.decimals(0, longest),
                        MarkTables.decimals(2, megapixels / crops));
        return grid.toString() + found;
    }
}
