package one.imago.cli.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import one.imago.cli.terminal.Grid;
import one.imago.cli.terminal.Progress;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.attack.MarkEstimate;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkScheme;
import one.imago.watermark.mark.PictureQuality;
import tools.jackson.databind.node.ArrayNode;

/**
 * What people may do with marks rather than to pictures: copy, write over, take away. Each picture of the folder is
 * taken for a registered work, and every id that is read afterwards is held against that work's preview, as a node
 * does.
 */
final class MisuseRun {
    /** Rows of the table. */
    static final int KINDS = 10;

    /** Strength at which an averaged mark is added or taken away, in gray levels: of a mark at 42 and at 38.6 dB. */
    private static final double[] STRENGTHS = {2, 3};

    /** The id that all pictures share where many pictures of one id are averaged. */
    private static final WorkId SHARED = MarkedPicture.idFor("one id on many pictures");

    private final MarkScheme scheme;
    private final Progress progress;
    private final List<MarkedPicture> works;
    private final Map<WorkId, Preview> previews = new TreeMap<>();
    private final Grid grid =
            new Grid("misuse", "pictures", "own id read", "and confirmed", "another id read", "and confirmed", "dB");
    private final ArrayNode rows;

    MisuseRun(MarkScheme scheme, List<MarkedPicture> works, Progress progress, ArrayNode rows) {
        this.scheme = scheme;
        this.works = works;
        this.progress = progress;
        this.rows = rows;
        for (MarkedPicture work : works) {
            previews.put(work.id(), Preview.of(work.marked()));
        }
    }

    /** The table for a person; the rows were added on the way. */
    String table() {
        int n = works.size();
        onto(
                "marked with another's id",
                i -> marked(next(i).original(), works.get(i).id()));
        for (int gain = 1; gain <= 2; gain++) {
            int factor = gain;
            onto("estimate laid on another picture, x " + gain, i -> estimate(i).addedTo(next(i).original(), factor));
        }
        to("marked again with another's id", i -> marked(works.get(i).marked(), next(i).id()));
        for (int gain = 1; gain <= 2; gain++) {
            int factor = gain;
            to(
                    "own estimate taken away, x " + gain,
                    i -> estimate(i).addedTo(works.get(i).marked(), -factor));
        }
        List<MarkEstimate> estimates =
                works.stream().map(work -> MarkEstimate.of(work.marked())).toList();
        for (double strength : STRENGTHS) {
            MarkEstimate common = MarkEstimate.common(estimates, strength);
            to(
                    "average of " + n + " ids taken away, RMS " + (int) strength,
                    i -> common.addedTo(works.get(i).marked(), -1));
        }
        averagedOneId();
        return grid + "\nconfirmed: the picture also agrees with the preview of the work that the id names";
    }

    /** Each picture is marked with the same id, and loses the average of the others. */
    private void averagedOneId() {
        List<MarkedPicture> alike = new ArrayList<>();
        for (MarkedPicture work : works) {
            MarkedPicture.of(work.name(), work.original(), scheme, SHARED).ifPresent(alike::add);
        }
        List<MarkEstimate> estimates =
                alike.stream().map(work -> MarkEstimate.of(work.marked())).toList();
        for (double strength : STRENGTHS) {
            String name = "average of " + (alike.size() - 1) + " others of its id taken away, RMS " + (int) strength;
            count(name, alike, i -> {
                List<MarkEstimate> others = new ArrayList<>(estimates);
                others.remove(i);
                return MarkEstimate.common(others, strength)
                        .addedTo(alike.get(i).marked(), -1);
            });
        }
    }

    private MarkedPicture next(int i) {
        return works.get((i + 1) % works.size());
    }

    private MarkEstimate estimate(int i) {
        return MarkEstimate.of(works.get(i).marked());
    }

    private Picture marked(Picture picture, WorkId id) {
        return MarkedPicture.of("", picture, scheme, id).orElseThrow().marked();
    }

    /** The i-th picture itself is misused. */
    private void to(String name, IntFunction<Picture> misused) {
        count(name, works, misused);
    }

    /** The picture after the i-th is given the mark of the i-th. */
    private void onto(String name, IntFunction<Picture> misused) {
        List<MarkedPicture> victims = new ArrayList<>(works);
        Collections.rotate(victims, -1);
        count(name, victims, misused);
    }

    private void count(String name, List<MarkedPicture> victims, IntFunction<Picture> misused) {
        int[] counts = new int[4];
        double psnr = 0;
        for (int i = 0; i < victims.size(); i++) {
            Picture picture = misused.apply(i);
            psnr += PictureQuality.psnr(victims.get(i).original(), picture) / victims.size();
            boolean[] seen = read(picture, victims.get(i));
            for (int k = 0; k < counts.length; k++) {
                counts[k] += seen[k] ? 1 : 0;
            }
            progress.step(name);
        }
        grid.row(name, victims.size(), counts[0], counts[1], counts[2], counts[3], MarkTables.decimals(1, psnr));
        rows.addObject()
                .put("table", "misuse")
                .put("misuse", name)
                .put("trials", victims.size())
                .put("ownRead", counts[0])
                .put("ownConfirmed", counts[1])
                .put("otherRead", counts[2])
                .put("otherConfirmed", counts[3])
                .put("psnr", psnr);
    }

    /** Own id read, and confirmed; any other read, and confirmed. */
    private boolean[] read(Picture picture, MarkedPicture victim) {
        boolean[] seen = new boolean[4];
        for (WorkId id : scheme.extract(picture, MarkKey.LOCATOR).ids()) {
            boolean own = id.equals(victim.id());
            Preview known = own ? Preview.of(victim.marked()) : previews.get(id);
            seen[own ? 0 : 2] = true;
            seen[own ? 1 : 3] |= known != null && known.shownBy(picture);
        }
        return seen;
    }
}
