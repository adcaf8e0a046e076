package one.imago.cli.chain;

import java.time.Instant;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Grid;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A block. */
@Command(
        name = "block",
        description = "Show a block and its transactions.",
        footer = {
            "",
            "Without an argument: the newest final block. Exit code 1 when there is no such block.",
            "",
            "Example:",
            "  imago chain show block 1024"
        })
public final class ShowBlock implements Action {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "HEIGHT|HASH",
            arity = "0..1",
            description = "Its height, or its hash in 64 hexadecimal digits. Default: the newest final one.")
    private String block = "";

    public ShowBlock(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        RpcClient node = RpcClient.of(terminal);
        JsonNode found = find(node);
        return Answer.yes(found, text(found));
    }

    private JsonNode find(RpcClient node) throws Failure {
        ObjectNode params = Json.object();
        if (block.isEmpty()) {
            params.put(
                    "height",
                    node.call("chain_head", Json.object())
                            .path("finalizedHeight")
                            .asLong());
        } else if (block.matches("[0-9]{1,18}")) {
            params.put("height", Long.parseLong(block));
        } else if (block.matches("[0-9a-f]{64}")) {
            params.put("hash", block);
        } else {
            throw Failure.refused(
                    "block-invalid",
                    "\"" + block + "\" is neither a height nor a hash in 64 lower-case hexadecimal digits",
                    "such as: imago chain show block 7");
        }
        try {
            return node.call("chain_block", params);
        } catch (Failure failure) {
            throw "not-found".equals(failure.code()) ? failure.as(ExitCode.NO) : failure;
        }
    }

    private static String text(JsonNode block) {
        JsonNode transactions = block.path("transactions");
        Table table = new Table()
                .row("height", block.path("height").asLong())
                .row("hash", block.path("hash").asString(""))
                .row("final", block.path("final").asBoolean() ? "yes" : "not yet")
                .row("time", Instant.ofEpochMilli(block.path("timestamp").asLong()))
                .row("producer", block.path("producer").asString(""))
                .row("round", block.path("round").asLong())
                .row("parent", block.path("parent").asString(""))
                .row("state root", block.path("stateRoot").asString(""))
                .row("transactions", transactions.size());
        Grid grid = new Grid("TRANSACTION", "KIND", "SENDER", "FEE");
        for (JsonNode entry : transactions) {
            grid.row(
                    entry.path("txId").asString(""),
                    entry.path("module").asString("") + "/" + entry.path("kind").asString(""),
                    entry.path("sender").asString(""),
                    entry.path("fee").asString(""));
        }
        return grid.isEmpty() ? table.toString() : table + "\n\n" + grid;
    }
}
