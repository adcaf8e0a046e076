package one.imago.cli.wallet;

import one.imago.chain.token.TokenBodies;
import one.imago.cli.client.KeyRing;
import one.imago.cli.client.LedgerClient;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
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

/** Sends tokens. */
@Command(
        name = "send",
        description = "Send tokens. Cannot be undone.",
        footer = {"", "Example:", "  imago token send --from dev --to imago1… --amount 12.5"})
public final class TokenSend implements Action {
    private final Terminal terminal;

    @Option(names = "--from", required = true, paramLabel = "NAME", description = "The key that pays.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "ADDRESS", description = "Who gets them.")
    private String to = "";

    @Option(names = "--amount", required = true, paramLabel = "N", description = "How many, at most 8 decimal places.")
    private String amount = "";

    @Option(
            names = "--max-fee",
            paramLabel = "N",
            defaultValue = "1",
            description = "The most to pay as a fee. Default: ${DEFAULT-VALUE}.")
    private String maxFee = "1";

    @Option(names = "--no-wait", description = "Return as soon as the node has the transaction on its disk.")
    private boolean noWait;

    @Mixin
    private final Passphrases passphrases = new Passphrases();

    public TokenSend(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Amount tokens = amount("--amount", amount);
        Amount limit = amount("--max-fee", maxFee);
        Address receiver = KeyRing.address(terminal, to);
        SigningKey key = KeyRing.unlock(terminal, from, passphrases);
        LedgerClient ledger = LedgerClient.connect(terminal, RpcClient.of(terminal));
        Hash txId = ledger.send(key, TokenBodies.transfer(receiver, tokens), limit);
        @Nullable Long height = noWait ? null : ledger.awaitFinal(txId).height();
        return Answer.yes(
                Json.object().put("txId", txId.hex()).put("height", height),
                tokens + " tokens to " + receiver + (height == null ? ", submitted as " : ", final in block " + height)
                        + (height == null ? txId.hex() : ""));
    }

    private static Amount amount(String option, String text) throws Failure {
        try {
            return Amount.parse(text);
        } catch (IllegalArgumentException e) {
            throw Failure.refused("amount-invalid", option + " " + text + ": " + e.getMessage(), "");
        }
    }
}
