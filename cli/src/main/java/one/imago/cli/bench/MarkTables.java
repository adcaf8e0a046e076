package one.imago.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import one.imago.cli.terminal.Grid;
import one.imago.node.ledger.WorkId;
import one.imago.watermark.attack.Attack;
import one.imago.watermark.attack.Family;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A run's results, as tables for a person and as one object a row. */
final class MarkTables {
    private static final int SUITE = 40;
    private static final double SUITE_TARGET = 0.99;

    private final ArrayNode rows;
    private final List<String> texts = new ArrayList<>();

    MarkTables(ArrayNode rows) {
        this.rows = rows;
    }

    String text() {
        return String.join("\n\n", texts);
    }

    void add(MarkRun.Result result) {
        attacks(result.trials());
        families(result.trials());
        pictures(result);
        failures(result);
        summary(result);
    }

    private void attacks(List<MarkTrial> trials) {
        Grid grid = new Grid("attack", "family", "exact", "wrong", "none", "recovery", "target", "met");
        byAttack(trials).forEach((attack, own) -> {
            MarkTally tally = MarkTally.of(own);
            boolean met = met(attack, tally);
            grid.row(
                    attack.name() + (attack.inSuite() ? " *" : ""),
                    attack.family().title(),
                    tally.exact(),
                    tally.wrong(),
                    tally.none(),
                    percent(tally.recovery()),
                    attack.target() == 0 ? "" : attack.target() + " %",
                    attack.target() == 0 ? "" : met ? "yes" : "NO");
            ObjectNode row = row("attack")
                    .put("attack", attack.name())
                    .put("family", attack.family().title())
                    .put("inSuite", attack.inSuite());
            counts(row, tally);
            target(row, attack.target() / 100.0, met);
        });
        texts.add(grid + "\n* = one of the forty that are counted together");
    }

    private void families(List<MarkTrial> trials) {
        Grid grid = new Grid("family", "attacks", "exact", "wrong", "none", "recovery", "with a target", "met");
        Map<Family, List<MarkTrial>> families = new LinkedHashMap<>();
        trials.forEach(trial -> families.computeIfAbsent(trial.attack().family(), family -> new ArrayList<>())
                .add(trial));
        families.forEach((family, own) -> {
            MarkTally tally = MarkTally.of(own);
            Map<Attack, List<MarkTrial>> attacks = byAttack(own);
            long targets = attacks.keySet().stream().filter(a -> a.target() > 0).count();
            long met = attacks.entrySet().stream()
                    .filter(entry -> entry.getKey().target() > 0)
                    .filter(entry -> met(entry.getKey(), MarkTally.of(entry.getValue())))
                    .count();
            grid.row(
                    family.title(),
                    attacks.size(),
                    tally.exact(),
                    tally.wrong(),
                    tally.none(),
                    percent(tally.recovery()),
                    targets,
                    met);
            ObjectNode row = row("family").put("family", family.title()).put("attacks", attacks.size());
            counts(row, tally);
            row.put("targets", targets).put("targetsMet", met);
        });
        texts.add(grid.toString());
    }

    private void pictures(MarkRun.Result result) {
        Grid grid = new Grid(
                "picture", "size", "dB", "SSIM", "flat RMS", "flat share", "embed ms/MP", "read ms/MP", "exact", "of");
        for (MarkRun.Subject subject : result.pictures()) {
            List<MarkTrial> own = result.trials().stream()
                    .filter(trial -> trial.picture().equals(subject.name()))
                    .toList();
            MarkTally tally = MarkTally.of(own);
            double read = median(unattacked(own), MarkTables::millisPerMegapixel);
            MarkedPicture.Quality quality = subject.quality();
            grid.row(
                    subject.name(),
                    subject.width() + " x " + subject.height(),
                    decimals(1, quality.psnr()),
                    decimals(4, quality.ssim()),
                    decimals(2, quality.flat().rms()),
                    percent(quality.flat().share()),
                    decimals(0, subject.embedMillis()),
                    decimals(0, read),
                    tally.exact(),
                    tally.trials());
            ObjectNode row = row("picture")
                    .put("picture", subject.name())
                    .put("width", subject.width())
                    .put("height", subject.height())
                    .put("id", subject.id().toString())
                    .put("psnr", quality.psnr())
                    .put("ssim", quality.ssim())
                    .put("flatRms", quality.flat().rms())
                    .put("flatShare", quality.flat().share())
                    .put("embedMillisPerMegapixel", subject.embedMillis())
                    .put("extractMillisPerMegapixel", read);
            counts(row, tally);
        }
        for (String name : result.skipped()) {
            grid.row(name, "too small", "", "", "", "", "", "", "", "");
            row("picture").put("picture", name).put("skipped", "too small for the mark");
        }
        texts.add(grid.toString());
    }

    /** A row each, and for a person a line for each picture; a wrong id is spelt out. */
    private void failures(MarkRun.Result result) {
        Map<String, List<String>> failed = new LinkedHashMap<>();
        for (MarkTrial trial : result.trials()) {
            if (trial.outcome() == MarkTrial.Outcome.EXACT) {
                continue;
            }
            List<String> ids = trial.ids().stream().map(WorkId::toString).toList();
            failed.computeIfAbsent(trial.picture(), picture -> new ArrayList<>())
                    .add(trial.attack() + (ids.isEmpty() ? "" : " (WRONG: " + String.join(" ", ids) + ")"));
            ArrayNode read = row("failure")
                    .put("picture", trial.picture())
                    .put("attack", trial.attack().name())
                    .put("outcome", trial.outcome().name().toLowerCase(Locale.ROOT))
                    .put("id", trial.own().toString())
                    .putArray("ids");
            ids.forEach(read::add);
        }
        Grid grid = new Grid("picture", "not exact", "after");
        failed.forEach((picture, names) -> grid.row(picture, names.size(), String.join(", ", names)));
        texts.add(grid.isEmpty() ? "Every reading was exact." : grid.toString());
    }

    private void summary(MarkRun.Result result) {
        List<MarkRun.Subject> pictures = result.pictures();
        List<MarkTrial> trials = result.trials();
        MarkTally all = MarkTally.of(trials);
        List<MarkTrial> forty =
                trials.stream().filter(trial -> trial.attack().inSuite()).toList();
        List<MarkTrial> unattacked = unattacked(trials);
        Summary summary = new Summary(rows);
        if (byAttack(forty).size() == SUITE) {
            summary.atLeast("recovery, suite", MarkTally.of(forty).recovery(), SUITE_TARGET, "", forty.size());
        }
        summary.noted("recovery, all attacks", all.recovery(), all.trials());
        summary.atMost("wrong ids", all.wrong(), 0, "", all.trials());
        summary.noted(
                "wrong ids, 95 % bound of their rate", MarkTally.bound95(all.wrong(), all.trials()), all.trials());
        int n = pictures.size();
        if (n > 0) {
            ToDoubleFunction<MarkRun.Subject> psnr = each -> each.quality().psnr();
            ToDoubleFunction<MarkRun.Subject> rms =
                    each -> each.quality().flat().rms();
            summary.atLeast("PSNR, mean", mean(pictures, psnr), 42, "dB", n);
            summary.atLeast("PSNR, least", -largest(pictures, each -> -psnr.applyAsDouble(each)), 40, "dB", n);
            summary.atLeast("SSIM, mean", mean(pictures, each -> each.quality().ssim()), 0.98, "", n);
            summary.atMost("RMS in flat areas, largest", largest(pictures, rms), 1, "levels", n);
            summary.atMost("embed, median", median(pictures, MarkRun.Subject::embedMillis), 120, "ms/MP", n);
        }
        if (!unattacked.isEmpty()) {
            summary.atMost(
                    "read unattacked, median",
                    median(unattacked, MarkTables::millisPerMegapixel),
                    60,
                    "ms/MP",
                    unattacked.size());
        }
        if (!trials.isEmpty()) {
            summary.noted("read attacked, median (ms)", median(trials, MarkTrial::millis), trials.size());
            summary.atMost("read attacked, longest", largest(trials, MarkTrial::millis), 1000, "ms", trials.size());
        }
        texts.add(summary.toString());
    }

    private ObjectNode row(String table) {
        return rows.addObject().put("table", table);
    }

    private static void counts(ObjectNode row, MarkTally tally) {
        row.put("trials", tally.trials())
                .put("exact", tally.exact())
                .put("wrong", tally.wrong())
                .put("none", tally.none())
                .put("recovery", tally.recovery());
    }

    private static void target(ObjectNode row, double target, boolean met) {
        if (target > 0) {
            row.put("target", target).put("met", met);
        }
    }

    private static boolean met(Attack attack, MarkTally tally) {
        return 100L * tally.exact() >= (long) attack.target() * tally.trials();
    }

    private static Map<Attack, List<MarkTrial>> byAttack(List<MarkTrial> trials) {
        Map<Attack, List<MarkTrial>> attacks = new LinkedHashMap<>();
        trials.forEach(trial -> attacks.computeIfAbsent(trial.attack(), attack -> new ArrayList<>())
                .add(trial));
        return attacks;
    }

    private static List<MarkTrial> unattacked(List<MarkTrial> trials) {
        return trials.stream()
                .filter(trial -> trial.attack().family() == Family.NONE)
                .toList();
    }

    private static double millisPerMegapixel(MarkTrial trial) {
        return trial.millis() / trial.megapixels();
    }

    private static <T> double mean(List<T> values, ToDoubleFunction<T> of) {
        return values.stream().mapToDouble(of).average().orElse(0);
    }

    private static <T> double largest(List<T> values, ToDoubleFunction<T> of) {
        return values.stream().mapToDouble(of).max().orElse(0);
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> of) {
        double[] sorted = values.stream().mapToDouble(of).sorted().toArray();
        return sorted.length == 0 ? 0 : (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    private static String percent(double share) {
        return decimals(1, 100 * share) + " %";
    }

    static String decimals(int places, double value) {
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }
}
