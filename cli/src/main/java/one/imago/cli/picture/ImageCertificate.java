package one.imago.cli.picture;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import one.imago.chain.certificate.CertificateException;
import one.imago.chain.certificate.CertificatePage;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.OutputFile;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.node.ledger.WorkId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** The proof of a registration, to be checked by anyone without a node. */
@Command(
        name = "certificate",
        description = "Write the proof of a registration to a file that anyone can check without a node.",
        footer = {"", "Example:", "  imago image certificate 1f3a5c7e9b2d4f60 --out dawn.cert --html dawn.html"})
public final class ImageCertificate implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "WORKID", description = "The work.")
    private String workId = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write the certificate.")
    private Path out = Path.of("");

    @Option(names = "--html", paramLabel = "FILE", description = "Also one page that a lawyer can print.")
    private @Nullable Path html;

    public ImageCertificate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        WorkId id = Arguments.workId(workId);
        try (OutputFile file = OutputFile.at(out)) {
            if (html != null) {
                OutputFile.at(html).close();
            }
            byte[] certificate = fetch(id);
            file.write(certificate);
            writePage(certificate);
            ObjectNode json = Json.object()
                    .put("workId", id.toString())
                    .put("out", out.toString())
                    .put("bytes", certificate.length)
                    .put("html", html == null ? null : html.toString());
            return Answer.yes(
                    json,
                    new Table()
                            .row("certificate", out)
                            .row("page", html == null ? "" : html)
                            .row("check it with", "imago certificate check " + out)
                            .toString());
        }
    }

    private byte[] fetch(WorkId id) throws Failure {
        try {
            return Base64.getDecoder()
                    .decode(Works.query(RpcClient.of(terminal), "image_certificate", id)
                            .path("certificate")
                            .asString(""));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.FAULT, "internal", "the node sent no certificate", "");
        }
    }

    private void writePage(byte[] certificate) throws Exception {
        if (html == null) {
            return;
        }
        try (OutputFile page = OutputFile.at(html)) {
            page.write(CertificatePage.html(certificate, String.valueOf(out.getFileName()))
                    .getBytes(StandardCharsets.UTF_8));
        } catch (CertificateException e) {
            throw new Failure(
                    ExitCode.FAULT,
                    "internal",
                    "the node sent a certificate that does not hold: " + e.getMessage(),
                    "");
        }
    }
}
