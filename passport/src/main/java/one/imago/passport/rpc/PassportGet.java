package one.imago.passport.rpc;

import java.util.Optional;
import java.util.function.Function;
import one.imago.chain.state.LedgerState;
import one.imago.chain.state.StateReader;
import one.imago.chain.state.StateView;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyScheme;
import one.imago.node.crypto.PublicKey;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcException.Kind;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import one.imago.passport.Passport;
import one.imago.passport.state.PassportStateModule;
import one.imago.passport.state.PassportStore;
import org.jspecify.annotations.Nullable;

/** {@code passport_get}. */
public final class PassportGet implements RpcMethod<PassportGet.Params, PassportGet.Result> {
    private final LedgerState ledger;

    public PassportGet(LedgerState ledger) {
        this.ledger = ledger;
    }

    /**
     * One of both.
     *
     * @param passportId 64 hex digits
     * @param key a public key, 64 hex digits, that speaks or once spoke for the passport
     */
    public record Params(
            @Nullable String passportId, @Nullable String key) {}

    /**
     * A passport in the final state.
     *
     * @param passportId 64 hex digits
     * @param schema of the record
     * @param keyScheme 1 = Ed25519
     * @param passportKey the key that speaks for it, 64 hex digits
     * @param address account of that key
     * @param policyHash absent when the holder gave none
     * @param guardianRoot absent when the holder gave none
     * @param vetoKey absent when the holder gave none
     * @param status active or revoked
     * @param recoveryNonce recoveries so far
     * @param pendingRecovery a recovery under way, absent when there is none
     * @param keyEpoch how often the key changed
     */
    public record Result(
            String passportId,
            int schema,
            int keyScheme,
            String passportKey,
            String address,
            @Nullable String policyHash,
            @Nullable String guardianRoot,
            @Nullable String vetoKey,
            String status,
            long recoveryNonce,
            @Nullable Pending pendingRecovery,
            long keyEpoch) {}

    /**
     * @param newKey the key that will take over
     * @param readyHeight height from which it can
     */
    public record Pending(String newKey, long readyHeight) {}

    @Override
    public String name() {
        return "passport_get";
    }

    @Override
    public String summary() {
        return "Shows a passport by its id or by a key that speaks or spoke for it.";
    }

    @Override
    public Scope scope() {
        return Scope.READ;
    }

    @Override
    public Class<Params> params() {
        return Params.class;
    }

    @Override
    public Class<Result> result() {
        return Result.class;
    }

    @Override
    public Result call(Params params) throws RpcException {
        String id = params.passportId();
        String key = params.key();
        if ((id == null) == (key == null)) {
            throw invalid("give either passportId or key");
        }
        try (StateView view = ledger.openFinal()) {
            StateReader state = view.module(PassportStateModule.ID);
            Optional<Hash> passportId = key == null
                    ? Optional.of(parse(Hash::parse, String.valueOf(id)))
                    : PassportStore.idOf(state, parse(PublicKey::parse, key));
            return passportId
                    .flatMap(found -> PassportStore.find(state, found))
                    .map(PassportGet::result)
                    .orElseThrow(() -> new RpcException(
                            Kind.NOT_FOUND,
                            "not-found",
                            "there is no such passport in the final state",
                            "Check the id; a passport that was just made appears once its block is final."));
        }
    }

    private static Result result(Passport passport) {
        return new Result(
                passport.id().hex(),
                Passport.SCHEMA,
                KeyScheme.ED25519.code(),
                passport.key().hex(),
                passport.address().toString(),
                passport.policyHash().map(Hash::hex).orElse(null),
                passport.guardianRoot().map(Hash::hex).orElse(null),
                passport.vetoKey().map(PublicKey::hex).orElse(null),
                passport.status().text(),
                passport.recoveryNonce(),
                passport.pendingRecovery()
                        .map(pending -> new Pending(pending.newKey().hex(), pending.readyHeight()))
                        .orElse(null),
                passport.keyEpoch());
    }

    private static <T> T parse(Function<String, T> parser, String text) throws RpcException {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static RpcException invalid(String message) {
        return new RpcException(
                Kind.INVALID_PARAMS, "invalid-params", message, "A passport id or key has 64 lower-case hex digits.");
    }
}
