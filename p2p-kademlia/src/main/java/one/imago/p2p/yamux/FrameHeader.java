package one.imago.p2p.yamux;

import java.nio.ByteBuffer;

/**
 * The twelve bytes in front of everything: version, type, flags, stream id, length, in big endian.
 *
 * @param type one of the constants
 * @param flags a union of the constants
 * @param stream id of the stream, 0 for the session
 * @param length of the data that follows; of a window update, what is added; of a ping, its value; of a goodbye, its code
 */
record FrameHeader(int type, int flags, int stream, long length) {
    static final int LENGTH = 12;
    static final int VERSION = 0;

    static final int DATA = 0;
    static final int WINDOW_UPDATE = 1;
    static final int PING = 2;
    static final int GO_AWAY = 3;

    static final int SYN = 1;
    static final int ACK = 2;
    static final int FIN = 4;
    static final int RST = 8;

    /** Reads a header at the buffer's position. */
    static FrameHeader read(ByteBuffer buffer) throws YamuxException {
        int version = buffer.get();
        int type = buffer.get();
        int flags = buffer.getShort() & 0xffff;
        int stream = buffer.getInt();
        long length = buffer.getInt() & 0xffff_ffffL;
        if (version != VERSION) {
            throw new YamuxException("a frame of version " + version);
        }
        if (type < DATA || type > GO_AWAY) {
            throw new YamuxException("a frame of type " + type);
        }
        if (flags > (SYN | ACK | FIN | RST)) {
            throw new YamuxException("a frame with flags " + flags);
        }
        if ((stream == 0) != (type >= PING)) {
            throw new YamuxException("a frame of type " + type + " for stream " + stream);
        }
        return new FrameHeader(type, flags, stream, length);
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    byte[] bytes() {
        return ByteBuffer.allocate(LENGTH)
                .put((byte) VERSION)
                .put((byte) type)
                .putShort((short) flags)
                .putInt(stream)
                .putInt((int) length)
                .array();
    }
}
