package one.imago.node.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Files that a released format must always give or read. */
final class Golden {
    private Golden() {}

    static byte[] file(String name) {
        try (InputStream stream = Objects.requireNonNull(Golden.class.getResourceAsStream("golden/" + name), name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
