package one.imago.cli.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import one.imago.chain.copyright.CopyrightBodies;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.stake.Producer;
import one.imago.chain.token.TokenBodies;
import one.imago.chain.transaction.FeeSchedule;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.chain.transaction.TransactionBody;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.Authorship;
import one.imago.node.ledger.ClaimRole;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.Fingerprint;
import one.imago.node.ledger.PictureFacts;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.Publication;
import one.imago.node.ledger.WorkLedger;

/** Accounts, the genesis that funds them, and their transactions, signed before the clock runs. */
final class LoadPlan {
    static final int BATCH = 500;
    private static final Amount BALANCE = Amount.ofTokens(100_000);
    private static final Amount STAKE = Amount.ofTokens(1_000_000);
    private static final Genesis.Parameters RHYTHM = new Genesis.Parameters(100, 1_000);
    /** No benchmark lasts as many blocks. */
    private static final long EXPIRY = 1_000_000;

    private final List<SigningKey> accounts;
    private final Genesis genesis;
    private final Hash chainId;
    private final SecureRandom random;

    LoadPlan(int accountCount, PublicKey producer, long nowMillis, SecureRandom random) {
        this.random = random;
        this.accounts = new ArrayList<>();
        TreeMap<Address, Amount> balances = new TreeMap<>();
        for (int i = 0; i < accountCount; i++) {
            SigningKey key = SigningKey.generate(random);
            accounts.add(key);
            balances.put(key.address(), BALANCE);
        }
        this.genesis =
                new Genesis("bench", randomHash(), nowMillis, balances, List.of(new Producer(producer, STAKE)), RHYTHM);
        this.chainId = genesis.chainId();
    }

    Genesis genesis() {
        return genesis;
    }

    /**
     * Transactions that travel together.
     *
     * @param transactions signed, each of another account where there are enough
     * @param then what is sent once all of them are final
     */
    record Batch(List<SignedTransaction> transactions, Optional<Batch> then) {}

    /** Transfers, round robin over the accounts, so that a batch has no account twice. */
    List<Batch> transfers(int count) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < count; from += BATCH) {
            List<SignedTransaction> batch = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                SigningKey sender = accounts.get(i % accounts.size());
                Address to = accounts.get((i + 1) % accounts.size()).address();
                batch.add(sign(sender, i / accounts.size(), TokenBodies.transfer(to, new Amount(1))));
            }
            batches.add(new Batch(batch, Optional.empty()));
        }
        return batches;
    }

    /** Registrations: a batch of commits, and their reveals once the commits are final. */
    List<Batch> registrations(int count) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < count; from += BATCH) {
            List<SignedTransaction> commits = new ArrayList<>();
            List<SignedTransaction> reveals = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                SigningKey owner = accounts.get(i % accounts.size());
                long nonce = 2L * (i / accounts.size());
                Hash file = randomHash();
                Hash salt = randomHash();
                Hash commitment = Commitment.commit(chainId, owner.address(), file, salt);
                commits.add(sign(owner, nonce, CopyrightBodies.commitWork(commitment)));
                reveals.add(sign(owner, nonce + 1, reveal(owner.address(), file, commitment, salt)));
            }
            batches.add(new Batch(commits, Optional.of(new Batch(reveals, Optional.empty()))));
        }
        return batches;
    }

    private TransactionBody reveal(Address owner, Hash file, Hash commitment, Hash salt) {
        PictureFacts facts = new PictureFacts(
                file,
                randomHash(),
                new PixelHash(1, randomHash()),
                4000,
                3000,
                1,
                List.of(new Fingerprint(Fingerprint.PHASH, 1, java.util.Arrays.copyOf(file.bytes(), 8))),
                Optional.empty());
        Declaration declaration =
                new Declaration("bench", ClaimRole.AUTHOR, Authorship.HUMAN, Publication.NO, Hash.ZERO);
        return CopyrightBodies.registerWork(
                new WorkLedger.Registration(owner, commitment, salt, facts, declaration, List.of()));
    }

    private SignedTransaction sign(SigningKey key, long nonce, TransactionBody body) {
        Amount fee = FeeSchedule.minimum(body.kind(), body.bytes().length);
        return SignedTransaction.sign(
                body.from(key.address(), chainId, nonce, fee, EXPIRY).encode(), key);
    }

    private Hash randomHash() {
        byte[] bytes = new byte[Hash.LENGTH];
        random.nextBytes(bytes);
        return Hash.of(bytes);
    }
}
