package one.imago.node.crypto;

import java.security.SecureRandom;

/** Not random at all: bytes that count up, so that golden files come out the same. */
final class CountingRandom extends SecureRandom {
    private byte next;

    @Override
    public synchronized void nextBytes(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = next++;
        }
    }
}
