package one.imago.passport.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import one.imago.chain.state.LedgerState;
import one.imago.chain.state.StateProof;
import one.imago.chain.state.StateReader;
import one.imago.chain.state.StateView;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;
import one.imago.node.rpc.RpcException;
import one.imago.passport.PassportBodies;
import one.imago.passport.PassportTerms;
import one.imago.passport.state.Ledger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PassportGetTest {
    private final Ledger ledger = new Ledger();
    private final PassportGet method = new PassportGet(new InMemoryLedger(ledger));

    @Test
    void showsAPassportByItsIdAndByEveryKeyItHad() throws Exception {
        SigningKey holder = Ledger.key(1);
        SigningKey next = Ledger.key(2);
        Hash id = PassportBodies.passportId(ledger.apply(
                holder, PassportBodies.create(holder, PassportTerms.NONE, Ledger.CHAIN, holder.address())));
        ledger.apply(holder, PassportBodies.rotate(id, next, 1, Ledger.CHAIN));

        PassportGet.Result shown = method.call(new PassportGet.Params(id.hex(), null));

        assertThat(shown.passportId()).isEqualTo(id.hex());
        assertThat(shown.passportKey()).isEqualTo(next.publicKey().hex());
        assertThat(shown.address()).isEqualTo(next.address().toString());
        assertThat(shown.status()).isEqualTo("active");
        assertThat(shown.keyEpoch()).isEqualTo(1);
        assertThat(shown.policyHash()).isNull();
        assertThat(method.call(new PassportGet.Params(null, holder.publicKey().hex())))
                .isEqualTo(shown);
        assertThat(method.call(new PassportGet.Params(null, next.publicKey().hex())))
                .isEqualTo(shown);
    }

    @Test
    void refusalsNameTheirReason() {
        refused("invalid-params", null, null);
        refused("invalid-params", Hash.ZERO.hex(), Hash.ZERO.hex());
        refused("invalid-params", "12", null);
        refused("invalid-params", null, "xyz");
        refused("not-found", Hash.ZERO.hex(), null);
        refused("not-found", null, Hash.ZERO.hex());
    }

    private void refused(String code, @Nullable String passportId, @Nullable String key) {
        assertThatThrownBy(() -> method.call(new PassportGet.Params(passportId, key)))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** Every block is final. */
    private record InMemoryLedger(Ledger ledger) implements LedgerState {
        @Override
        public StateView openFinal() {
            return new View(ledger);
        }
    }

    private record View(Ledger ledger) implements StateView {
        @Override
        public long height() {
            return 1;
        }

        @Override
        public Hash blockHash() {
            return Hash.ZERO;
        }

        @Override
        public Hash stateRoot() {
            return Hash.ZERO;
        }

        @Override
        public StateReader module(String id) {
            assertThat(id).isEqualTo("passport");
            return ledger.state();
        }

        @Override
        public void scan(String module, byte[] prefix, byte[] from, Visitor visitor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StateProof prove(String module, byte[] key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
