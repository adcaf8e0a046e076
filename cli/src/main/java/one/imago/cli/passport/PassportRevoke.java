package one.imago.cli.passport;

import one.imago.cli.client.LedgerClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;
import one.imago.passport.PassportBodies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a passport. */
@Command(
        name = "revoke",
        description = "End a passport for ever. Its key signs and pays.",
        footer = {"", "Example:", "  imago passport revoke me"})
public final class PassportRevoke implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The passport's present key.")
    private String name = "";

    @Mixin
    private final Holder holder = new Holder();

    public PassportRevoke(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        LedgerClient ledger = holder.ledger(terminal);
        SigningKey key = holder.unlock(terminal, name);
        Hash id = Holder.id(Holder.ofKey(ledger.node(), key.publicKey()));
        LedgerClient.Inclusion revoked = holder.send(ledger, key, PassportBodies.revoke(id));
        return Answer.yes(
                Json.object()
                        .put("passportId", id.hex())
                        .put("status", "revoked")
                        .put("txId", revoked.txId().hex())
                        .put("height", revoked.height()),
                "Passport " + id.hex() + " is revoked, in block " + revoked.height() + ".");
    }
}
