package one.imago.cli.wallet;

import one.imago.chain.token.TokenBodies;
import one.imago.cli.client.KeyRing;
import one.imago.cli.client.LedgerClient;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Passphrases;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Releases what has vested. */
@Command(
        name = "release",
        description =
                "Move what has vested of the tokens that an account was granted at genesis into its balance. Any key"
                        + " may pay for it.",
        footer = {"", "Example:", "  imago token release investors --from dev"})
public final class TokenRelease implements Action {
    private static final Amount MAX_FEE = Amount.ofTokens(1);

    private final Terminal terminal;

    @Parameters(paramLabel = "ADDRESS|NAME", description = "Whose tokens.")
    private String holder = "";

    @Option(names = "--from", required = true, paramLabel = "NAME", description = "The key that pays the fee.")
    private String from = "";

    @Option(names = "--no-wait", description = "Return as soon as the node has the transaction on its disk.")
    private boolean noWait;

    @Mixin
    private final Passphrases passphrases = new Passphrases();

    public TokenRelease(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Address address = KeyRing.address(terminal, holder);
        SigningKey key = KeyRing.unlock(terminal, from, passphrases);
        LedgerClient ledger = LedgerClient.connect(terminal, RpcClient.of(terminal));
        Hash txId = ledger.send(key, TokenBodies.release(address), MAX_FEE);
        @Nullable Long height = noWait ? null : ledger.awaitFinal(txId).height();
        return Answer.yes(
                Json.object().put("txId", txId.hex()).put("height", height),
                "what has vested of " + address
                        + (height == null
                                ? " submitted for release as " + txId.hex()
                                : " released in block " + height));
    }
}
