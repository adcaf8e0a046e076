package one.imago.cli.passport;

import one.imago.cli.client.LedgerClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.SigningKey;
import one.imago.passport.PassportBodies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Gives a passport its next key. */
@Command(
        name = "rotate",
        description = "Give a passport a new key. The present key signs and pays, and speaks for it no more.",
        footer = {"", "Example:", "  imago passport rotate me --new-key me-2027"})
public final class PassportRotate implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The passport's present key.")
    private String name = "";

    @Option(
            names = "--new-key",
            required = true,
            paramLabel = "NAME",
            description = "The next key; made when there is none of that name.")
    private String newName = "";

    @Mixin
    private final Holder holder = new Holder();

    public PassportRotate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        LedgerClient ledger = holder.ledger(terminal);
        SigningKey key = holder.unlock(terminal, name);
        JsonNode passport = Holder.ofKey(ledger.node(), key.publicKey());
        SigningKey next = holder.unlockOrCreate(terminal, newName);
        long epoch = passport.path("keyEpoch").asLong() + 1;
        LedgerClient.Inclusion rotated =
                holder.send(ledger, key, PassportBodies.rotate(Holder.id(passport), next, epoch, ledger.chainId()));
        return Answer.yes(
                Json.object()
                        .put("passportId", Holder.id(passport).hex())
                        .put("address", next.address().toString())
                        .put("keyEpoch", epoch)
                        .put("txId", rotated.txId().hex())
                        .put("height", rotated.height()),
                new Table()
                        .row("passport", Holder.id(passport).hex())
                        .row("now speaks", newName + ", " + next.address())
                        .row("in block", rotated.height())
                        .toString());
    }
}
