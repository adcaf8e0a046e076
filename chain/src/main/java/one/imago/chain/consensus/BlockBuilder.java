package one.imago.chain.consensus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import one.imago.chain.block.Block;
import one.imago.chain.block.Header;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.TransactionsRoot;
import one.imago.chain.mempool.MempoolService;
import one.imago.chain.state.StateLayer;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SigningKey;

/** Makes a block of what waits, on the head of the chain. It changes nothing. */
record BlockBuilder(Rules rules, ChainCore core, MempoolService mempool) {
    /** Room for header, certificate and signatures. */
    private static final int BLOCK_OVERHEAD = 20_000;

    /**
     * A block that was made, and what was left out of it.
     *
     * @param rejected transactions that can never be applied, with the reason
     */
    record Built(
            Block block,
            StateLayer state,
            List<SignedTransaction> transactions,
            Map<Hash, TransactionRejected> rejected) {}

    /**
     * @param certificate of the head; empty above genesis
     * @param maxTransactions that may go in
     */
    Built build(long round, Optional<QuorumCertificate> certificate, long nowMillis, int maxTransactions) {
        SigningKey key = rules.key().orElseThrow();
        Head parent = core.head();
        long height = parent.header().height() + 1;
        long timestamp = Math.max(nowMillis, parent.header().timestampMillis() + 1);
        BlockExecutor.Execution execution = core.begin(parent.hash(), timestamp, key.address());
        List<SignedTransaction> chosen = new ArrayList<>();
        Map<Hash, TransactionRejected> left = new HashMap<>();
        for (SignedTransaction transaction : mempool.select(height, maxTransactions, Block.MAX_SIZE - BLOCK_OVERHEAD)) {
            try {
                execution.apply(transaction);
                chosen.add(transaction);
            } catch (TransactionRejected e) {
                // What comes before it was left out: it waits for another one with that nonce.
                if (!e.code().equals("nonce-too-high")) {
                    left.put(transaction.txId(), e);
                }
            }
        }
        StateLayer state = execution.seal();
        List<byte[]> encoded = chosen.stream().map(SignedTransaction::encode).toList();
        Header header = new Header(
                rules.chainId(),
                Header.PROTOCOL,
                height,
                round,
                parent.hash(),
                timestamp,
                key.address(),
                TransactionsRoot.of(encoded),
                state.root(),
                rules.producers().hash(),
                certificate.map(QuorumCertificate::hash).orElse(Hash.ZERO));
        Block block = new Block(
                header, key.sign(SignatureDomain.BLOCK, header.encode()), key.publicKey(), certificate, encoded);
        return new Built(block, state, chosen, left);
    }
}
