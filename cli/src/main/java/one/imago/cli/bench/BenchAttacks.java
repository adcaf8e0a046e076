package one.imago.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.OutputFile;
import one.imago.cli.terminal.Progress;
import one.imago.cli.terminal.Terminal;
import one.imago.node.picture.Picture;
import one.imago.watermark.attack.Attack;
import one.imago.watermark.codec.PictureWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the copies that the other benches make in memory, so that any other program can be measured on them. */
@Command(
        name = "attacks",
        description = {
            "Write attacked copies of the pictures of a folder.",
            "They are those that bench watermark makes, as OUT/ATTACK/PICTURE.png, whoever marked the pictures: so that"
                    + " other systems can be measured by the same attacks. Needs no node."
        },
        footer = {"", "Example:", "  imago bench attacks marked copies --attacks suite"})
public final class BenchAttacks implements Action {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder; what is below it counts too.")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "The folder to write into.")
    private Path out = Path.of("");

    @Mixin
    private final AttackOption attacks = new AttackOption();

    @Option(names = "--pictures", paramLabel = "N", description = "Only the first N pictures.")
    private int pictures = Integer.MAX_VALUE;

    public BenchAttacks(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Failure, IOException {
        List<Attack> chosen = attacks.chosen();
        if (pictures < 1) {
            throw Failure.usage("--pictures is at least 1", "see --help");
        }
        List<Path> files = PictureFolder.list(folder, pictures);
        long copies = (long) files.size() * chosen.size();
        try (Progress progress = Progress.start(terminal, "attacks", copies)) {
            for (Path file : files) {
                Picture picture = PictureFolder.read(file);
                String name = String.valueOf(file.getFileName());
                for (Attack attack : chosen) {
                    write(attack.apply(picture, name), attack, name);
                    progress.step(name + " " + attack);
                }
            }
        }
        return Answer.yes(
                Json.object()
                        .put("pictures", files.size())
                        .put("attacks", chosen.size())
                        .put("out", out.toString()),
                copies + " copies are in " + out + ".");
    }

    private void write(Picture copy, Attack attack, String name) throws Failure, IOException {
        Path directory = out.resolve(attack.name());
        Files.createDirectories(directory);
        String stem = name.substring(0, name.lastIndexOf('.'));
        try (OutputFile output = OutputFile.at(directory.resolve(stem + ".png"))) {
            output.write(PictureWriter.png(copy));
        }
    }
}
