package one.imago.node.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Bytes in memory up to a limit; the write that would pass it fails. One thread. */
final class BoundedOutput extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int limit;
    private boolean overflowed;

    BoundedOutput(int limit) {
        this.limit = limit;
    }

    @Override
    public void write(int value) throws IOException {
        check(1);
        bytes.write(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        check(length);
        bytes.write(source, offset, length);
    }

    boolean overflowed() {
        return overflowed;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private void check(int more) throws IOException {
        if (overflowed || more > limit - bytes.size()) {
            overflowed = true;
            throw new IOException("longer than " + limit + " bytes");
        }
    }
}
