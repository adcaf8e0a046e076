package one.imago.cli.picture;

import one.imago.chain.copyright.CopyrightBodies;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Ends a licence. */
@Command(
        name = "revoke",
        description = "End a licence that you granted.",
        footer = {"", "Example:", "  imago image licence revoke 1f3a5c7e9b2d4f60 GRANTID --key dev"})
public final class LicenceRevoke implements Action {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "WORKID", description = "Your work.")
    private String workId = "";

    @Parameters(index = "1", paramLabel = "GRANTID", description = "The licence, as grant or list named it.")
    private String grantId = "";

    @Mixin
    private final WorkTransaction transaction = new WorkTransaction();

    public LicenceRevoke(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        WorkId id = Arguments.workId(workId);
        ObjectNode sent = transaction.send(terminal, CopyrightBodies.revokeLicence(id, grant()));
        sent.put("workId", id.toString()).put("grantId", grantId);
        return Answer.yes(sent, "Licence " + grantId + " ends: " + WorkTransaction.when(sent));
    }

    private Hash grant() throws Failure {
        try {
            return Hash.parse(grantId);
        } catch (IllegalArgumentException e) {
            throw Failure.refused(
                    "grant-id-invalid",
                    "\"" + grantId + "\" is not a licence id: " + e.getMessage(),
                    "see imago image licence list " + workId);
        }
    }
}
