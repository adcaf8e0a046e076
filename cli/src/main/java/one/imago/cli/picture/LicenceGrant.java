package one.imago.cli.picture;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import one.imago.chain.copyright.CopyrightBodies;
import one.imago.chain.transaction.TransactionBody;
import one.imago.cli.client.KeyRing;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.FileHash;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Licenses a work. */
@Command(
        name = "grant",
        description = "License a work to an account or to a web host, under terms that you keep.",
        footer = {
            "",
            "Examples:",
            "  imago image licence grant 1f3a5c7e9b2d4f60 --to imago1… --terms terms.txt --key dev",
            "  imago image licence grant 1f3a5c7e9b2d4f60 --domain example.org --terms terms.txt --until 2027-12-31"
                    + " --key dev"
        })
public final class LicenceGrant implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "WORKID", description = "Your work.")
    private String workId = "";

    @Option(names = "--to", paramLabel = "ADDRESS", description = "The account that may use it.")
    private @Nullable String to;

    @Option(names = "--domain", paramLabel = "HOST", description = "The web host that may show it.")
    private @Nullable String domain;

    @Option(
            names = "--terms",
            required = true,
            paramLabel = "FILE",
            description = "The terms; their SHA-256 stands on the ledger, the file stays with you.")
    private Path terms = Path.of("");

    @Option(
            names = "--uses",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many uses; 0, the default, for no limit.")
    private long uses;

    @Option(names = "--until", paramLabel = "DATE", description = "The last day, such as 2027-12-31. Default: no end.")
    private @Nullable String until;

    @Mixin
    private final WorkTransaction transaction = new WorkTransaction();

    public LicenceGrant(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        WorkId id = Arguments.workId(workId);
        if (uses < 0) {
            throw Failure.usage("--uses " + uses + " is negative", "0 for no limit");
        }
        ObjectNode sent = transaction.send(terminal, body(id, FileHash.of(terms), end()));
        String grantId = sent.path("txId").asString("");
        sent.put("workId", id.toString()).put("grantId", grantId);
        return Answer.yes(sent, "Licence " + grantId + " on work " + id + ": " + WorkTransaction.when(sent));
    }

    private TransactionBody body(WorkId id, Hash termsHash, long untilMillis) throws Failure {
        if (to != null && domain == null) {
            return CopyrightBodies.grantLicence(id, KeyRing.address(terminal, to), termsHash, uses, untilMillis);
        }
        if (domain != null && to == null) {
            try {
                Hash host = CopyrightBodies.domainHash(domain);
                return CopyrightBodies.grantLicenceToDomain(id, host, termsHash, uses, untilMillis);
            } catch (IllegalArgumentException e) {
                throw Failure.usage("--domain " + domain + ": " + e.getMessage(), "");
            }
        }
        throw Failure.usage("say who may use it: --to ADDRESS or --domain HOST, one of the two", "");
    }

    private long end() throws Failure {
        if (until == null) {
            return 0;
        }
        try {
            return LocalDate.parse(until)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli()
                    - 1;
        } catch (DateTimeException e) {
            throw Failure.usage("--until " + until + " is not a date", "such as 2027-12-31");
        }
    }
}
