package one.imago.cli.picture;

import java.nio.file.Path;
import one.imago.chain.copyright.CopyrightBodies;
import one.imago.chain.copyright.EvidenceType;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.FileHash;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Adds evidence to a claim. */
@Command(
        name = "evidence",
        description =
                "Put the hash of a piece of evidence beside your claim, for good. The file itself stays with you.",
        footer = {"", "Example:", "  imago image evidence 1f3a5c7e9b2d4f60 --type raw --file dawn.nef --key dev"})
public final class ImageEvidence implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "WORKID", description = "Your work.")
    private String workId = "";

    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description = "What it is: raw (the camera's file), c2pa (a manifest), timestamp (an RFC 3161 token) or"
                    + " capture (a captured page).")
    private String type = "";

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "The evidence; keep it safe.")
    private Path file = Path.of("");

    @Mixin
    private final WorkTransaction transaction = new WorkTransaction();

    public ImageEvidence(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        WorkId id = Arguments.workId(workId);
        EvidenceType evidenceType = evidenceType();
        Hash evidence = FileHash.of(file);
        ObjectNode sent = transaction.send(terminal, CopyrightBodies.addEvidence(id, evidenceType, evidence));
        sent.put("workId", id.toString()).put("type", type).put("evidence", evidence.hex());
        return Answer.yes(sent, "Evidence " + evidence.hex() + " on work " + id + ": " + WorkTransaction.when(sent));
    }

    private EvidenceType evidenceType() throws Failure {
        return switch (type) {
            case "raw" -> EvidenceType.RAW_FILE;
            case "c2pa" -> EvidenceType.C2PA_MANIFEST;
            case "timestamp" -> EvidenceType.RFC3161_TOKEN;
            case "capture" -> EvidenceType.CAPTURE;
            default -> throw Failure.usage("--type " + type + " is not known", "one of raw, c2pa, timestamp, capture");
        };
    }
}
