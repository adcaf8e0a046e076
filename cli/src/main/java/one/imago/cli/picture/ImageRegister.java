package one.imago.cli.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import one.imago.cli.client.KeyRing;
import one.imago.cli.client.LedgerClient;
import one.imago.cli.client.RpcClient;
import one.imago.cli.picture.Registrar.Committed;
import one.imago.cli.picture.Registrar.Opened;
import one.imago.cli.picture.Registrar.Revealed;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.FileBatch;
import one.imago.cli.terminal.FileBatch.Outcome;
import one.imago.cli.terminal.OutputFile;
import one.imago.cli.terminal.Passphrases;
import one.imago.cli.terminal.Progress;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;
import one.imago.watermark.codec.PictureFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers pictures: all are committed first, then all revealed, so that several files share the waits. */
@Command(
        name = "register",
        description = "Claim a picture on the ledger, and get it back with its invisible mark.",
        footer = {
            "",
            "The ledger proves who claimed what first, and when. It does not prove authorship.",
            "",
            "Examples:",
            "  imago image register dawn.jpg --key dev --title \"Harbour at dawn\" --role author --out marked.jpg",
            "  imago image register dawn.jpg --key dev --owner-mark --out marked.jpg   (see imago image owner-mark --help)"
        })
public final class ImageRegister implements Action {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The original: JPEG, PNG, WebP, TIFF or BMP.")
    private List<Path> files = List.of();

    @Option(names = "--key", required = true, paramLabel = "NAME", description = "The key that claims.")
    private String keyName = "";

    @Mixin
    private final Declared declared = new Declared();

    @Option(
            names = "--contests",
            paramLabel = "WORKID",
            description = "A work that this claim disputes; may be given several times.")
    private List<String> contests = List.of();

    @Option(
            names = "--max-fee",
            paramLabel = "N",
            defaultValue = "1",
            description = "The most to pay for one picture, in tokens. Default: ${DEFAULT-VALUE}.")
    private String maxFee = "1";

    @Option(names = "--private", description = "Publish neither fingerprints nor a preview.")
    private boolean isPrivate;

    @Mixin
    private final OwnerMarkOptions ownerMark = new OwnerMarkOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the marked picture, as .jpg, .png or .webp. With several files: a directory.")
    private @Nullable Path out;

    @Option(names = "--no-wait", description = "Return as soon as the node has the registration on its disk.")
    private boolean noWait;

    @Mixin
    private final Passphrases passphrases = new Passphrases();

    public ImageRegister(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Registrar.Terms terms = new Registrar.Terms(
                declared,
                Arguments.workIds(contests),
                Arguments.amount("--max-fee", maxFee),
                isPrivate,
                ownerMark.marker(terminal));
        Destinations destinations = new Destinations(Optional.ofNullable(out), files.size() > 1);
        for (Path file : files) {
            destinations.check(file);
        }
        if (files.size() == 1) {
            // Before anybody is asked anything.
            byte[] unused = Uploads.picture(files.get(0));
        }
        declared.complete(terminal);
        SigningKey key = KeyRing.unlock(terminal, keyName, passphrases);
        LedgerClient ledger = LedgerClient.connect(terminal, RpcClient.of(terminal));
        return register(new Registrar(terminal, ledger, key, terms), destinations);
    }

    private Answer register(Registrar registrar, Destinations destinations) throws Exception {
        Stages stages = new Stages(files);
        try (Progress progress = Progress.start(terminal, "Registering", 5)) {
            List<Hash> seen = new ArrayList<>();
            SortedMap<Integer, Opened> opened = stages.first(file -> {
                Opened one = registrar.open(file, seen);
                seen.add(one.sha256());
                return one;
            });
            progress.step("committing");
            SortedMap<Integer, Committed> committed =
                    stages.next(opened, one -> registrar.commit(one, destinations.format(one.file())));
            progress.step("waiting for the ledger");
            SortedMap<Integer, Committed> ready = stages.next(committed, one -> {
                registrar.awaitCommit(one);
                return one;
            });
            progress.step("marking");
            SortedMap<Integer, Revealed> revealed =
                    stages.next(ready, one -> registrar.reveal(one, destinations.format(one.file())));
            progress.step("waiting for the ledger");
            SortedMap<Integer, Answer> answers = stages.next(revealed, one -> answer(registrar, one, destinations));
            progress.step("done");
            return FileBatch.combine(stages.outcomes(answers));
        }
    }

    private Answer answer(Registrar registrar, Revealed revealed, Destinations destinations) throws Exception {
        Long height = registrar.awaitReveal(revealed, !noWait);
        Optional<Path> written = destinations.write(revealed.file(), revealed.marked());
        Answer answer = new RegistrationReport(registrar, declared, terminal).of(revealed, height, written);
        registrar.finish(revealed, height != null);
        return answer;
    }

    /** Files by their place on the command line; those that fail drop out with their failure. */
    private static final class Stages {
        private final List<Path> files;
        private final Map<Integer, Failure> failures = new TreeMap<>();

        Stages(List<Path> files) {
            this.files = files;
        }

        @FunctionalInterface
        interface Step<A, B> {
            B run(A input) throws Exception;
        }

        <B> SortedMap<Integer, B> first(Step<Path, B> step) throws Exception {
            SortedMap<Integer, Path> all = new TreeMap<>();
            for (int i = 0; i < files.size(); i++) {
                all.put(i, files.get(i));
            }
            return next(all, step);
        }

        <A, B> SortedMap<Integer, B> next(SortedMap<Integer, A> inputs, Step<A, B> step) throws Exception {
            SortedMap<Integer, B> outputs = new TreeMap<>();
            for (Map.Entry<Integer, A> input : inputs.entrySet()) {
                try {
                    outputs.put(input.getKey(), step.run(input.getValue()));
                } catch (Failure failure) {
                    failures.put(input.getKey(), failure);
                }
            }
            return outputs;
        }

        List<Outcome> outcomes(SortedMap<Integer, Answer> answers) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < files.size(); i++) {
                Failure failure = failures.get(i);
                Answer answer = answers.get(i);
                if (failure != null) {
                    outcomes.add(new Outcome.Failed(files.get(i), failure));
                } else if (answer != null) {
                    outcomes.add(new Outcome.Answered(files.get(i), answer));
                }
            }
            return outcomes;
        }
    }

    /**
     * Where marked pictures go.
     *
     * @param out what was asked for
     * @param several whether {@code out} is a directory
     */
    private record Destinations(Optional<Path> out, boolean several) {
        private Optional<Path> of(Path file) {
            if (out.isEmpty() || !several) {
                return out;
            }
            String name = String.valueOf(file.getFileName());
            boolean writable = PictureFormat.writtenTo(name).isPresent();
            return Optional.of(out.get().resolve(writable ? name : name + ".png"));
        }

        void check(Path file) throws Failure, IOException {
            if (several && out.isPresent()) {
                Files.createDirectories(out.get());
            }
            Optional<Path> target = of(file);
            if (target.isEmpty()) {
                return;
            }
            if (target.get()
                    .toAbsolutePath()
                    .normalize()
                    .equals(file.toAbsolutePath().normalize())) {
                throw Failure.refused(
                        "would-overwrite-original", "--out would overwrite the original " + file, "name another file");
            }
            if (PictureFormat.writtenTo(target.get().toString()).isEmpty()) {
                throw Failure.refused(
                        "output-format-unsupported",
                        "--out " + target.get() + ": marked pictures are written as .jpg, .png or .webp",
                        "name a file that ends so");
            }
            OutputFile.at(target.get()).close();
        }

        /** The format that the node is asked for; empty to keep the picture's own. */
        String format(Path file) {
            return of(file).flatMap(target -> PictureFormat.writtenTo(target.toString()))
                    .map(PictureFormat::extension)
                    .orElse("");
        }

        Optional<Path> write(Path file, Optional<byte[]> marked) throws Failure, IOException {
            Optional<Path> target = of(file);
            if (target.isEmpty() || marked.isEmpty()) {
                return Optional.empty();
            }
            try (OutputFile output = OutputFile.at(target.get())) {
                output.write(marked.get());
            }
            return target;
        }
    }
}
