package one.imago.node.rpc;

import java.security.SecureRandom;
import one.imago.node.crypto.Hex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults of ours: logged whole under an opaque id, which is all that a client is told. Thread-safe. */
final class Incidents {
    private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);
    private static final int ID_BYTES = 6;

    private final SecureRandom random;

    Incidents(SecureRandom random) {
        this.random = random;
    }

    /** Logs it and answers its id. */
    String report(String where, Throwable fault) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String incident = Hex.encode(id);
        LOG.error("incident {} in {}", incident, where, fault);
        return incident;
    }
}
