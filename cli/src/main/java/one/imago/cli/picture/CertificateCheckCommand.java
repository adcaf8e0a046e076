package one.imago.cli.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import one.imago.chain.certificate.Certificate;
import one.imago.chain.certificate.CertificateCheck;
import one.imago.chain.certificate.CertificateReport;
import one.imago.chain.certificate.CertificateReport.Contents;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.genesis.GenesisException;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.FileBatch;
import one.imago.cli.terminal.FileHash;
import one.imago.cli.terminal.InputFile;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.ledger.Work;
import one.imago.node.storage.DataDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks a certificate without a node and without a network. */
@Command(
        name = "check",
        description = "Check a certificate without a node and without a network.",
        footer = {
            "",
            "Trust comes from --genesis, else from the data directory's own genesis, else from a built-in network (there"
                    + " is none yet); never from the certificate itself.",
            "",
            "Example:",
            "  imago certificate check dawn.cert --genesis genesis.toml --image dawn.jpg"
        })
public final class CertificateCheckCommand implements Action {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The certificate.")
    private List<Path> files = List.of();

    @Option(names = "--genesis", paramLabel = "FILE", description = "The genesis of the network that you trust.")
    private @Nullable Path genesis;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "Also check that this is the original or the marked file of the certificate.")
    private @Nullable Path image;

    public CertificateCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Optional<Genesis> pinned = pinned();
        Optional<Hash> picture = image == null ? Optional.empty() : Optional.of(FileHash.of(image));
        return FileBatch.run(files, file -> check(file, pinned, picture));
    }

    private Optional<Genesis> pinned() throws Failure {
        Path own = new DataDirectory(terminal.options().dataDirectory(terminal.environment())).genesis();
        if (genesis != null) {
            return Optional.of(read(InputFile.check(genesis)));
        }
        return Files.exists(own) ? Optional.of(read(own)) : Optional.empty();
    }

    private static Genesis read(Path file) throws Failure {
        try {
            return Genesis.read(file);
        } catch (IOException | GenesisException e) {
            throw Failure.refused("genesis-invalid", file + ": " + e.getMessage(), "give the network's genesis.toml");
        }
    }

    private static Answer check(Path file, Optional<Genesis> pinned, Optional<Hash> picture) throws Failure {
        CertificateReport report = CertificateCheck.check(InputFile.read(file, Certificate.MAX_SIZE), pinned);
        Optional<Boolean> isPicture = picture.flatMap(hash -> report.contents().map(contents -> shows(contents, hash)));
        boolean good = report.valid() && isPicture.orElse(picture.isEmpty());
        ObjectNode json = json(report, isPicture);
        json.put("valid", good);
        Table table = table(report, good);
        isPicture.ifPresent(same -> table.row("the picture", same ? "is the one" : "IS ANOTHER ONE"));
        return new Answer(good ? ExitCode.YES : ExitCode.NO, json, table.toString());
    }

    private static boolean shows(Contents contents, Hash picture) {
        var facts = contents.dossier().claim().work().facts();
        return facts.sha256().equals(picture) || facts.markedSha256().equals(picture);
    }

    private static ObjectNode json(CertificateReport report, Optional<Boolean> isPicture) {
        ObjectNode json = Json.object()
                .put("valid", report.valid())
                .put("consistent", report.consistent())
                .put("trust", report.trust().toString());
        Contents contents = report.contents().orElse(null);
        Work work = contents == null ? null : contents.dossier().claim().work();
        json.put("chainId", contents == null ? null : contents.chainId().hex())
                .put("workId", work == null ? null : work.id().toString())
                .put("owner", work == null ? null : work.owner().toString())
                .put("title", work == null ? null : work.declaration().title())
                .put("sha256", work == null ? null : work.facts().sha256().hex())
                .put("height", contents == null ? null : contents.height())
                .put("asOfHeight", contents == null ? null : contents.asOfHeight())
                .put(
                        "claims",
                        contents == null ? null : contents.dossier().claims().size())
                .put("ownerMarkCommit", contents == null ? null : ownerMarkCommit(contents))
                .put("image", isPicture.orElse(null));
        ArrayNode problems = json.putArray("problems");
        report.problems().forEach(problems::add);
        return json;
    }

    /** What an owner's secret must open; null when the registration names none. */
    private static @Nullable String ownerMarkCommit(Contents contents) {
        var commit = contents.dossier().claim().registration().getOwnerMarkCommit();
        return commit.isEmpty() ? null : Hex.encode(commit.toByteArray());
    }

    private static Table table(CertificateReport report, boolean good) {
        Table table = new Table().row("certificate", good ? "VALID" : "NOT VALID");
        report.problems().forEach(problem -> table.row("  because", problem));
        table.row("trust", report.trust());
        report.contents().ifPresent(contents -> {
            Work work = contents.dossier().claim().work();
            table.row("work", work.id())
                    .row("title", work.declaration().title())
                    .row("owner", work.owner())
                    .row("sha256", work.facts().sha256().hex())
                    .row(
                            "claimed in block",
                            contents.height() + ", "
                                    + Instant.ofEpochMilli(work.position().revealTimeMillis()))
                    .row("owner's mark", Objects.requireNonNullElse(ownerMarkCommit(contents), ""))
                    .row("claims", contents.dossier().claims().size())
                    .row("as of block", contents.asOfHeight())
                    .row("chain", contents.chainId().hex());
        });
        return table;
    }
}
