package one.imago.p2p.erasure;

import java.io.IOException;

/** Bytes that are not a shard manifest. */
public final class MalformedManifest extends IOException {
    private static final long serialVersionUID = 1;

    MalformedManifest(String message) {
        super(message);
    }
}
