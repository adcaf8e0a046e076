package one.imago.cli.chain;

import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Grid;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Who makes and votes for blocks. */
@Command(
        name = "producers",
        description = "Show who makes and votes for blocks, with what stake.",
        footer = {"", "Example:", "  imago chain show producers"})
public final class ShowProducers implements Action {
    private final Terminal terminal;

    public ShowProducers(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        JsonNode answer = RpcClient.of(terminal).call("chain_producers", Json.object());
        Grid grid = new Grid("PRODUCER", "STAKE");
        for (JsonNode producer : answer.path("producers")) {
            grid.row(
                    producer.path("address").asString(""),
                    producer.path("stake").asString(""));
        }
        return Answer.yes(
                answer,
                grid + "\n\n" + answer.path("producers").size() + " producers with "
                        + answer.path("totalStake").asString("") + " tokens at height "
                        + answer.path("height").asLong());
    }
}
