package one.imago.cli.chain;

import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What became of a transaction. */
@Command(
        name = "tx",
        description = "Show what became of a transaction.",
        footer = {
            "",
            "Its status is pending, included, final, rejected or unknown. Exit code 1 for the last two.",
            "",
            "Example:",
            "  imago chain show tx 3f0c…"
        })
public final class ShowTransaction implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "TXID", description = "Its id, 64 hexadecimal digits.")
    private String txId = "";

    public ShowTransaction(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        if (!txId.matches("[0-9a-f]{64}")) {
            throw Failure.refused(
                    "transaction-invalid",
                    "\"" + txId + "\" is not a transaction id of 64 lower-case hexadecimal digits",
                    "copy it once more");
        }
        JsonNode found = RpcClient.of(terminal).call("tx_get", Json.object().put("txId", txId));
        String status = found.path("status").asString("");
        return status.equals("unknown") || status.equals("rejected")
                ? Answer.no(found, text(found, status))
                : Answer.yes(found, text(found, status));
    }

    private static String text(JsonNode transaction, String status) {
        Table table = new Table()
                .row("transaction", transaction.path("txId").asString(""))
                .row("status", status);
        if (transaction.hasNonNull("kind")) {
            table.row(
                            "kind",
                            transaction.path("module").asString("") + "/"
                                    + transaction.path("kind").asString(""))
                    .row("sender", transaction.path("sender").asString(""))
                    .row("fee", transaction.path("fee").asString("") + " tokens");
        }
        if (transaction.hasNonNull("height")) {
            table.row(
                    "block",
                    transaction.path("height").asLong() + ", number "
                            + transaction.path("index").asLong() + " in it");
        }
        return table.row("reason", transaction.path("error").path("message").asString(""))
                .toString();
    }
}
