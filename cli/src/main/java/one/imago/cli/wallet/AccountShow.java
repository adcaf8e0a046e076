package one.imago.cli.wallet;

import java.time.Instant;
import one.imago.cli.client.KeyRing;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Address;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Balance and nonce of an account, and what of it is locked. */
@Command(
        name = "show",
        description = "Show an account's balance, and which of its tokens are locked or may not vote.",
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
        return answer(terminal, account);
    }

    /** What a node says about the account of an address or a key. */
    public static Answer answer(Terminal terminal, String account) throws Failure {
        Address address = KeyRing.address(terminal, account);
        JsonNode state =
                RpcClient.of(terminal).call("account_get", Json.object().put("address", address.toString()));
        return Answer.yes(state, text(address, state));
    }

    /** What is zero for most accounts is left out for people. */
    private static String text(Address address, JsonNode state) {
        String balance = state.path("balance").asString("");
        String votable = state.path("votable").asString(balance);
        String vested = state.path("vested").asString("0");
        String locked = state.path("locked").asString("0");
        Table table = new Table().row("address", address).row("balance", balance + " tokens");
        if (!votable.equals(balance)) {
            table.row("may vote", votable + " of them");
        }
        if (!vested.equals("0")) {
            table.row("vested", vested + " tokens more, not released yet: imago token release");
        }
        if (!locked.equals("0")) {
            table.row(
                    "locked",
                    locked + " tokens, the next until "
                            + Instant.ofEpochMilli(state.path("unlocksAt").asLong()));
        }
        return table.row("next nonce", state.path("nonce").asLong()).toString();
    }
}
