package one.imago.cli.chain;

import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Terminal;
import one.imago.cli.wallet.AccountShow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** An account, as {@code account show} tells it. */
@Command(
        name = "account",
        description = "Show an account, like imago account show.",
        footer = {"", "Example:", "  imago chain show account dev"})
public final class ShowAccount implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "ADDRESS|NAME", description = "An address, or the name of one of your keys.")
    private String account = "";

    public ShowAccount(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        return AccountShow.answer(terminal, account);
    }
}
