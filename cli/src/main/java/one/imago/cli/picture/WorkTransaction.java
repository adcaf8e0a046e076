package one.imago.cli.picture;

import one.imago.chain.transaction.TransactionBody;
import one.imago.cli.client.KeyRing;
import one.imago.cli.client.LedgerClient;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Passphrases;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The options of a command that sends one transaction, and the sending. */
final class WorkTransaction {
    @Option(names = "--key", required = true, paramLabel = "NAME", description = "The key that signs.")
    private String keyName = "";

    @Option(
            names = "--max-fee",
            paramLabel = "N",
            defaultValue = "1",
            description = "The most to pay, in tokens. Default: ${DEFAULT-VALUE}.")
    private String maxFee = "1";

    @Option(names = "--no-wait", description = "Return as soon as the node has the transaction on its disk.")
    private boolean noWait;

    @Mixin
    private final Passphrases passphrases = new Passphrases();

    /** Gives {@code txId} and {@code height}; the height is null when it was not waited for. */
    ObjectNode send(Terminal terminal, TransactionBody body) throws Exception {
        Amount limit = Arguments.amount("--max-fee", maxFee);
        SigningKey key = KeyRing.unlock(terminal, keyName, passphrases);
        LedgerClient ledger = LedgerClient.connect(terminal, RpcClient.of(terminal));
        Hash txId = ledger.send(key, body, limit);
        @Nullable Long height = noWait ? null : ledger.awaitFinal(txId).height();
        return Json.object().put("txId", txId.hex()).put("height", height);
    }

    static String when(ObjectNode sent) {
        return sent.path("height").isNull()
                ? "submitted as transaction " + sent.path("txId").asString("")
                : "final in block " + sent.path("height").asLong();
    }
}
