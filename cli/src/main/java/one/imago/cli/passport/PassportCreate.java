package one.imago.cli.passport;

import one.imago.cli.client.LedgerClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;
import one.imago.passport.PassportBodies;
import one.imago.passport.PassportTerms;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a passport. */
@Command(
        name = "create",
        description = "Make a passport: a key under a passphrase, and its record on the ledger. No face yet.",
        footer = {"", "Example:", "  imago passport create me --payer dev"})
public final class PassportCreate implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The passport's key; made when there is none of that name.")
    private String name = "";

    @Option(
            names = "--payer",
            paramLabel = "KEY",
            description = "The key that pays the fee. Default: the passport's own.")
    private @Nullable String payer;

    @Mixin
    private final Holder holder = new Holder();

    public PassportCreate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        LedgerClient ledger = holder.ledger(terminal);
        SigningKey key = holder.unlockOrCreate(terminal, name);
        SigningKey paying = payer == null ? key : holder.unlock(terminal, payer);
        LedgerClient.Inclusion created = holder.send(
                ledger, paying, PassportBodies.create(key, PassportTerms.NONE, ledger.chainId(), paying.address()));
        Hash id = PassportBodies.passportId(created.txId());
        return Answer.yes(
                Json.object()
                        .put("passportId", id.hex())
                        .put("address", key.address().toString())
                        .put("txId", created.txId().hex())
                        .put("height", created.height()),
                new Table()
                        .row("passport", id.hex())
                        .row("address", key.address())
                        .row("in block", created.height())
                        .row("note", "no face yet: whoever has the key and its passphrase is its holder")
                        .toString());
    }
}
