package one.imago.cli.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Grid;
import one.imago.cli.terminal.InputFile;
import one.imago.cli.terminal.Progress;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.attack.Attack;
import one.imago.watermark.codec.DecodedPicture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.mark.Explanation;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkResult;
import one.imago.watermark.mark.MarkScheme;
import one.imago.watermark.mark.PictureMarker;
import tools.jackson.databind.node.ArrayNode;

/** Marks files as {@code image register --owner-mark} does, attacks what they show, and reads both marks. */
final class OwnerMarkRun {
    private final MarkScheme scheme;
    private final List<Attack> attacks;
    private final Progress progress;
    private final ArrayNode rows;
    private final int[][] read;
    private int marked;
    private double psnr;
    private double leastPsnr = Double.MAX_VALUE;

    OwnerMarkRun(MarkScheme scheme, List<Attack> attacks, Progress progress, ArrayNode rows) {
        this.scheme = scheme;
        this.attacks = attacks;
        this.progress = progress;
        this.rows = rows;
        this.read = new int[attacks.size()][3];
    }

    /** The table for a person; the rows were added on the way. */
    String over(List<Path> files) throws Failure {
        StringBuilder failures = new StringBuilder();
        for (Path file : files) {
            failures.append(measure(file));
        }
        Grid grid = new Grid("attack on both marks", "pictures", "locator", "owner's", "both");
        for (int i = 0; i < attacks.size(); i++) {
            Attack attack = attacks.get(i);
            grid.row(attack.name(), marked, read[i][0], read[i][1], read[i][2]);
            rows.addObject()
                    .put("table", "owner-mark")
                    .put("attack", attack.name())
                    .put("pictures", marked)
                    .put("locator", read[i][0])
                    .put("owner", read[i][1])
                    .put("both", read[i][2])
                    .put("psnrMean", psnr / marked)
                    .put("psnrLeast", leastPsnr);
        }
        return grid + "\nPSNR mean " + MarkTables.decimals(2, psnr / marked) + " dB, least "
                + MarkTables.decimals(2, leastPsnr) + " dB" + failures;
    }

    private String measure(Path file) throws Failure {
        String name = String.valueOf(file.getFileName());
        WorkId id = MarkedPicture.idFor(name);
        MarkKey owner = MarkKey.parse(Hash.sha256(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hex()
                .substring(0, 2 * MarkKey.LENGTH));
        MarkResult result = mark(file, id, owner);
        if (result instanceof MarkResult.Unmarkable unmarkable) {
            return "\n  " + name + ": " + unmarkable.reason();
        }
        MarkResult.Marked both = (MarkResult.Marked) result;
        marked++;
        psnr += both.psnr();
        leastPsnr = Math.min(leastPsnr, both.psnr());
        StringBuilder failures = new StringBuilder();
        for (int i = 0; i < attacks.size(); i++) {
            Picture copy = attacks.get(i).apply(both.picture(), name);
            boolean locator = scheme.extract(copy, MarkKey.LOCATOR).ids().contains(id);
            boolean owners = scheme.extract(copy, owner).ids().contains(id);
            read[i][0] += locator ? 1 : 0;
            read[i][1] += owners ? 1 : 0;
            read[i][2] += locator && owners ? 1 : 0;
            if (!locator || !owners) {
                String lost = List.of(locator ? "" : "locator", owners ? "" : "owner's").stream()
                        .filter(mark -> !mark.isEmpty())
                        .collect(Collectors.joining(" and "));
                failures.append("\n  ")
                        .append(name)
                        .append(' ')
                        .append(attacks.get(i).name())
                        .append(": ")
                        .append(lost)
                        .append(" lost");
            }
            progress.step(name + " " + attacks.get(i));
        }
        return failures.toString();
    }

    private MarkResult mark(Path file, WorkId id, MarkKey owner) throws Failure {
        byte[] bytes = InputFile.read(file, PictureLimits.DEFAULT.maxFileBytes());
        try {
            DecodedPicture source = new LocalPictureDecoder(PictureLimits.DEFAULT).decode(bytes);
            return new PictureMarker(scheme)
                    .mark(
                            bytes,
                            source,
                            id,
                            List.of(MarkKey.LOCATOR, owner),
                            source.header().format().written(),
                            Explanation.NONE);
        } catch (PictureRejected e) {
            throw Failure.refused(e.code(), file + ": " + e.getMessage(), "");
        }
    }
}
