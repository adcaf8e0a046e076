package one.imago.p2p.noise;

import java.io.IOException;

/** A message does not decrypt, or a handshake is not what it must be. The connection ends. */
public final class NoiseException extends IOException {
    private static final long serialVersionUID = 1;

    NoiseException(String message) {
        super(message);
    }
}
