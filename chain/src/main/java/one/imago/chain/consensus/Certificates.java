package one.imago.chain.consensus;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Set;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.Quorum;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.TimeoutCertificate;
import one.imago.chain.stake.ProducerSet;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;

/** Verifies certificates, each once: the same one comes with votes, proposals and timeouts. Thread-safe. */
final class Certificates {
    private static final int REMEMBERED = 256;

    private final Hash chainId;
    private final ProducerSet producers;
    private final Quorum quorum;
    private final Cache<Hash, Boolean> verified = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    Certificates(Hash chainId, ProducerSet producers, Quorum quorum) {
        this.chainId = chainId;
        this.producers = producers;
        this.quorum = quorum;
    }

    boolean isQuorum(Set<Address> voters) {
        return quorum.isReached(voters);
    }

    /**
     * @throws BlockRejected {@code certificate-invalid}
     */
    void verify(QuorumCertificate certificate) throws BlockRejected {
        Hash key = certificate.hash();
        if (verified.getIfPresent(key) == null) {
            certificate.verify(chainId, producers, quorum);
            verified.put(key, true);
        }
    }

    /**
     * @throws BlockRejected {@code timeout-invalid}
     */
    void verify(TimeoutCertificate certificate) throws BlockRejected {
        certificate.verify(chainId, producers, quorum);
    }
}
