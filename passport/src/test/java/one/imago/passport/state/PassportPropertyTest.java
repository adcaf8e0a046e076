package one.imago.passport.state;

import static one.imago.passport.state.Ledger.CHAIN;
import static one.imago.passport.state.Ledger.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.TransactionBody;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;
import one.imago.passport.Passport;
import one.imago.passport.PassportBodies;
import one.imago.passport.PassportTerms;
import org.junit.jupiter.api.Test;

/** Random transactions against a model of a few lines: same verdict, same passports, and nothing written when refused. */
class PassportPropertyTest {
    private static final int KEYS = 12;
    private static final Held NOBODYS = new Held(-1, 0, false);

    private final Ledger ledger = new Ledger();
    private final Map<Integer, Hash> passportOfKey = new HashMap<>();
    private final Map<Hash, Held> passports = new TreeMap<>();
    private int accepted;

    @Test
    void everySequenceKeepsOnePassportAKey() {
        long seed = Long.getLong("seed", 20261122);
        Random random = new Random(seed);
        for (int step = 0; step < 600; step++) {
            step(random, "seed " + seed + ", step " + step);
        }
        assertThat(accepted).as("seed %d", seed).isGreaterThan(10);
    }

    /** What the model knows of a passport: the number of its key, its epoch, whether it was revoked. */
    private record Held(int holder, int epoch, boolean revoked) {}

    private void step(Random random, String where) {
        int sender = random.nextInt(KEYS);
        int subject = random.nextInt(KEYS);
        int choice = random.nextInt(10);
        if (choice < 3) {
            create(sender, subject, random.nextInt(5) == 0 ? random.nextInt(KEYS) : sender, where);
        } else if (choice < 9) {
            rotate(sender, subject, anyPassport(random), random.nextInt(4) == 0 ? random.nextInt(3) : 1, where);
        } else {
            revoke(sender, anyPassport(random), where);
        }
        agree(where);
    }

    private void create(int sender, int subject, int namedSender, String where) {
        boolean allowed = namedSender == sender && !passportOfKey.containsKey(subject);
        TransactionBody body = PassportBodies.create(
                key(subject), PassportTerms.NONE, CHAIN, key(namedSender).address());
        Hash txId = submit(sender, body, allowed, where);
        if (allowed) {
            Hash id = PassportBodies.passportId(txId);
            passportOfKey.put(subject, id);
            passports.put(id, new Held(subject, 0, false));
        }
    }

    private void rotate(int sender, int subject, Hash id, int epochs, String where) {
        Held held = passports.getOrDefault(id, NOBODYS);
        int epoch = held.epoch() + epochs;
        boolean allowed = speaks(sender, held) && epochs == 1 && !passportOfKey.containsKey(subject);
        submit(sender, PassportBodies.rotate(id, key(subject), epoch, CHAIN), allowed, where);
        if (allowed) {
            passportOfKey.put(subject, id);
            passports.put(id, new Held(subject, epoch, false));
        }
    }

    private void revoke(int sender, Hash id, String where) {
        Held held = passports.getOrDefault(id, NOBODYS);
        boolean allowed = speaks(sender, held);
        submit(sender, PassportBodies.revoke(id), allowed, where);
        if (allowed) {
            passports.put(id, new Held(held.holder(), held.epoch(), true));
        }
    }

    private static boolean speaks(int sender, Held held) {
        return held.holder() == sender && !held.revoked();
    }

    private Hash anyPassport(Random random) {
        List<Hash> ids = List.copyOf(passports.keySet());
        return ids.isEmpty() || random.nextInt(20) == 0 ? Hash.ZERO : ids.get(random.nextInt(ids.size()));
    }

    private Hash submit(int sender, TransactionBody body, boolean allowed, String where) {
        String before = ledger.state().dump();
        SigningKey key = key(sender);
        try {
            Hash txId = ledger.apply(key, body);
            assertThat(allowed).as("accepted at %s", where).isTrue();
            accepted++;
            return txId;
        } catch (TransactionRejected e) {
            assertThat(allowed).as("%s at %s", e.code(), where).isFalse();
            assertThat(ledger.state().dump()).as(where).isEqualTo(before);
            return Hash.ZERO;
        }
    }

    private void agree(String where) {
        for (int number = 0; number < KEYS; number++) {
            assertThat(ledger.idOf(key(number).publicKey()))
                    .as(where)
                    .isEqualTo(Optional.ofNullable(passportOfKey.get(number)));
        }
        passports.forEach((id, held) -> {
            Passport passport = ledger.passport(id).orElseThrow();
            assertThat(passport.key()).as(where).isEqualTo(key(held.holder()).publicKey());
            assertThat(passport.keyEpoch()).as(where).isEqualTo(held.epoch());
            assertThat(passport.status() == Passport.Status.REVOKED).as(where).isEqualTo(held.revoked());
        });
    }
}
