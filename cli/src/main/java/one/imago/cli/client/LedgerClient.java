package one.imago.cli.client;

import java.util.Optional;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.chain.transaction.TransactionBody;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.UnsignedTransaction;
import tools.jackson.databind.JsonNode;

/** Builds, signs and submits transactions of this side's keys, and waits until they are final. */
public final class LedgerClient {
    /** How many blocks a transaction stays valid that nobody includes. */
    private static final long LIFETIME_BLOCKS = 2_000;

    private static final long FINALITY_TIMEOUT_MILLIS = 120_000;
    private static final long POLL_MILLIS = 60;

    private final Terminal terminal;
    private final RpcClient node;
    private final Hash chainId;

    private LedgerClient(Terminal terminal, RpcClient node, Hash chainId) {
        this.terminal = terminal;
        this.node = node;
        this.chainId = chainId;
    }

    /** Asks the node which chain it serves, and checks that it is the trusted one. */
    public static LedgerClient connect(Terminal terminal, RpcClient node) throws Failure {
        String named = node.call("node_status", Json.object()).path("chainId").asString("");
        return new LedgerClient(terminal, node, TrustedChain.check(terminal, Hash.parse(named)));
    }

    /**
     * Where a transaction became final.
     *
     * @param txId the transaction
     * @param height of its block
     */
    public record Inclusion(Hash txId, long height) {}

    public RpcClient node() {
        return node;
    }

    public Hash chainId() {
        return chainId;
    }

    /** The least fee that the node takes for such a body now. */
    public Amount fee(one.imago.chain.transaction.TransactionKind kind, int bodyBytes) throws Failure {
        JsonNode answer = node.call(
                "fee_estimate",
                Json.object()
                        .put("module", kind.module())
                        .put("kind", kind.kind())
                        .put("version", kind.version())
                        .put("bodyBytes", bodyBytes));
        return Amount.parse(answer.path("fee").asString(""));
    }

    /** Builds a transaction for the next nonce of {@code sender}. */
    public UnsignedTransaction draft(Address sender, TransactionBody body, Amount maxFee) throws Failure {
        Amount fee = fee(body.kind(), body.bytes().length);
        if (!maxFee.covers(fee)) {
            throw Failure.refused(
                    "fee-over-limit",
                    "the fee is " + fee + " tokens, and you allow at most " + maxFee,
                    "raise --max-fee");
        }
        JsonNode account = account(sender);
        long height = node.call("chain_head", Json.object()).path("height").asLong();
        return body.from(sender, chainId, account.path("pendingNonce").asLong(), fee, height + LIFETIME_BLOCKS)
                .encode();
    }

    public JsonNode account(Address address) throws Failure {
        return node.call("account_get", Json.object().put("address", address.toString()));
    }

    /** Signs and submits; the node has it on disk when this returns. */
    public Hash submit(SigningKey key, UnsignedTransaction unsigned) throws Failure {
        try {
            SignedTransaction signed = SignedTransaction.of(
                    unsigned, key.publicKey(), key.sign(SignatureDomain.TRANSACTION, unsigned.payload()));
            node.call("tx_submit", Json.object().put("transaction", Hex.encode(signed.encode())));
            return signed.txId();
        } catch (TransactionRejected e) {
            throw Failure.refused(e.code(), String.valueOf(e.getMessage()), "");
        }
    }

    /** Draft, sign, submit. */
    public Hash send(SigningKey key, TransactionBody body, Amount maxFee) throws Failure {
        return submit(key, draft(key.address(), body, maxFee));
    }

    /** What the node knows of a transaction. */
    public JsonNode transaction(Hash txId) throws Failure {
        return node.call("tx_get", Json.object().put("txId", txId.hex()));
    }

    /** Waits until a transaction is final. */
    public Inclusion awaitFinal(Hash txId) throws Failure {
        long deadline = terminal.clock().millis() + FINALITY_TIMEOUT_MILLIS;
        while (true) {
            Optional<Inclusion> inclusion = inclusion(txId);
            if (inclusion.isPresent()) {
                return inclusion.get();
            }
            if (terminal.clock().millis() > deadline) {
                throw new Failure(
                        ExitCode.UNREACHABLE,
                        "not-final-yet",
                        "transaction " + txId.hex() + " is not final after " + FINALITY_TIMEOUT_MILLIS / 1000
                                + " s; it may still become so",
                        "check that the network makes blocks: imago node status");
            }
            Pause.millis(POLL_MILLIS);
        }
    }

    private Optional<Inclusion> inclusion(Hash txId) throws Failure {
        JsonNode known = transaction(txId);
        return switch (known.path("status").asString("")) {
            case "final" -> Optional.of(new Inclusion(txId, known.path("height").asLong()));
            case "rejected" -> throw rejection(known);
            default -> Optional.empty();
        };
    }

    private static Failure rejection(JsonNode known) {
        JsonNode error = known.path("error");
        return Failure.refused(
                error.path("code").asString("rejected"),
                "the ledger refused the transaction: "
                        + error.path("message").asString(error.asString("no reason given")),
                "");
    }
}
