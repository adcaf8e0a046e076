package one.imago.chain.certificate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import one.imago.chain.block.Header;
import one.imago.chain.copyright.WorkDossier;
import one.imago.chain.genesis.Genesis;
import one.imago.node.crypto.Hash;

/**
 * What came of checking a certificate.
 *
 * @param consistent whether every field of it is proven under its own genesis
 * @param trust where trust in that genesis comes from
 * @param contents what it proves; empty unless it is consistent
 * @param problems why it is not valid, for a person; empty when it is
 */
public record CertificateReport(boolean consistent, Trust trust, Optional<Contents> contents, List<String> problems) {
    public CertificateReport {
        problems = List.copyOf(problems);
    }

    /** Whether it proves what it says: consistent, and under a genesis that the reader trusts. */
    public boolean valid() {
        return consistent && trust != Trust.UNPINNED && problems.isEmpty();
    }

    /** Where trust in the genesis comes from. Never from the certificate. */
    public enum Trust {
        /** The reader named the genesis, and it is this one. */
        PINNED,
        /** It is a network that this program knows. */
        BUILTIN,
        /** Nobody vouches for it: anyone can make a network of his own. */
        UNPINNED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a consistent certificate proves.
     *
     * @param genesis of the chain
     * @param header of the final block as of which it holds
     * @param headerHash of that block
     * @param dossier all that the ledger says about the work
     */
    public record Contents(Genesis genesis, Header header, Hash headerHash, WorkDossier dossier) {
        public Hash chainId() {
            return header.chainId();
        }

        /** Block of the reveal. */
        public long height() {
            return dossier.claim().work().position().revealHeight();
        }

        /** Block as of which the certificate holds. */
        public long asOfHeight() {
            return header.height();
        }
    }
}
