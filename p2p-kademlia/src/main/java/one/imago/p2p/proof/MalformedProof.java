package one.imago.p2p.proof;

import java.io.IOException;

/** Bytes that are not a challenge or a proof. */
public final class MalformedProof extends IOException {
    private static final long serialVersionUID = 1;

    MalformedProof(String message) {
        super(message);
    }
}
