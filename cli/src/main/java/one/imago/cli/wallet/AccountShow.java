package one.imago.cli.wallet;

import one.imago.cli.client.KeyRing;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Address;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Balance and nonce of an account. */
@Command(
        name = "show",
        description = "Show an account's balance.",
        footer = {"", "Example:", "  imago account show dev"})
public final class AccountShow implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "ADDRESS|NAME", description = "An address, or the name of one of your keys.")
    private String account = "";

    public AccountShow(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Address address = KeyRing.address(terminal, account);
        JsonNode state =
                RpcClient.of(terminal).call("account_get", Json.object().put("address", address.toString()));
        return Answer.yes(
                state,
                new Table()
                        .row("address", address)
                        .row("balance", state.path("balance").asString("") + " tokens")
                        .row("next nonce", state.path("nonce").asLong())
                        .toString());
    }
}
