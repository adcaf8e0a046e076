package one.imago.cli.passport;

import java.util.Arrays;
import one.imago.chain.transaction.TransactionBody;
import one.imago.cli.client.KeyRing;
import one.imago.cli.client.LedgerClient;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Passphrases;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyEntry;
import one.imago.node.crypto.Keystore;
import one.imago.node.crypto.KeystoreException;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the passport commands share: keys, the record, and one transaction. */
final class Holder {
    @Option(
            names = "--max-fee",
            paramLabel = "N",
            defaultValue = "1",
            description = "The most to pay, in tokens. Default: ${DEFAULT-VALUE}.")
    private String maxFee = "1";

    @Mixin
    private final Passphrases passphrases = new Passphrases();

    SigningKey unlock(Terminal terminal, String name) throws Failure {
        return KeyRing.unlock(terminal, name, passphrases);
    }

    /** The key of that name, made when there is none. */
    SigningKey unlockOrCreate(Terminal terminal, String name) throws Failure {
        Keystore keystore = KeyRing.keystore(terminal);
        try {
            if (keystore.find(name).isPresent()) {
                return unlock(terminal, name);
            }
            char[] passphrase = passphrases.fresh(terminal, name);
            try {
                return keystore.create(name, passphrase);
            } finally {
                Arrays.fill(passphrase, '\0');
            }
        } catch (KeystoreException e) {
            throw KeyRing.failure(e);
        }
    }

    LedgerClient ledger(Terminal terminal) throws Failure {
        return LedgerClient.connect(terminal, RpcClient.of(terminal));
    }

    /** Sends it and waits until it is final. */
    LedgerClient.Inclusion send(LedgerClient ledger, SigningKey payer, TransactionBody body) throws Failure {
        return ledger.awaitFinal(ledger.send(payer, body, limit()));
    }

    private Amount limit() throws Failure {
        try {
            return Amount.parse(maxFee);
        } catch (IllegalArgumentException e) {
            throw Failure.refused("amount-invalid", "--max-fee " + maxFee + ": " + e.getMessage(), "");
        }
    }

    static JsonNode ofKey(RpcClient node, PublicKey key) throws Failure {
        return get(node, Json.object().put("key", key.hex()));
    }

    /** By id, or by the name of a key on this side. */
    static JsonNode find(Terminal terminal, RpcClient node, String text) throws Failure {
        if (text.matches("[0-9a-f]{64}")) {
            return get(node, Json.object().put("passportId", text));
        }
        try {
            KeyEntry entry = KeyRing.keystore(terminal)
                    .find(text)
                    .orElseThrow(() -> Failure.refused(
                            "key-unknown",
                            "\"" + text + "\" is neither a passport id nor one of your keys",
                            "see imago key list"));
            return ofKey(node, entry.publicKey());
        } catch (KeystoreException e) {
            throw KeyRing.failure(e);
        }
    }

    private static JsonNode get(RpcClient node, ObjectNode query) throws Failure {
        try {
            return node.call("passport_get", query);
        } catch (Failure failure) {
            throw "not-found".equals(failure.code()) ? failure.as(ExitCode.NO) : failure;
        }
    }

    static Hash id(JsonNode passport) {
        return Hash.parse(passport.path("passportId").asString(""));
    }
}
