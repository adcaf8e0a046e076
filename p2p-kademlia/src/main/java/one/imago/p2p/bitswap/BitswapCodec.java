package one.imago.p2p.bitswap;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.imago.node.content.Cid;
import one.imago.p2p.bitswap.BitswapMessage.Payload;
import one.imago.p2p.bitswap.BitswapMessage.Presence;
import one.imago.p2p.bitswap.Want.Kind;

/**
 * Messages of bitswap 1.2.0 as protobuf (specs.ipfs.tech/bitswap-protocol). By hand: a generated class would copy every
 * block, and would make an object of every two bytes of a hostile message before anybody counted them.
 */
public final class BitswapCodec {
    private static final int WANTLIST = (1 << 3) | 2;
    private static final int PAYLOAD = (3 << 3) | 2;
    private static final int PRESENCE = (4 << 3) | 2;
    private static final int PENDING_BYTES = 5 << 3;
    private static final int ENTRY = (1 << 3) | 2;
    private static final int FULL = 2 << 3;
    private static final int ENTRY_BLOCK = (1 << 3) | 2;
    private static final int ENTRY_PRIORITY = 2 << 3;
    private static final int ENTRY_CANCEL = 3 << 3;
    private static final int ENTRY_KIND = 4 << 3;
    private static final int ENTRY_SEND_DONT_HAVE = 5 << 3;
    private static final int PREFIX = (1 << 3) | 2;
    private static final int DATA = (2 << 3) | 2;
    private static final int PRESENCE_ID = (1 << 3) | 2;
    private static final int PRESENCE_TYPE = 2 << 3;
    private static final int DONT_HAVE = 1;

    /** Longest content id of another kind that is looked at. */
    private static final int MAX_ID_BYTES = 128;

    private static final int ID_BYTES = 36;
    private static final int PREFIX_BYTES = 4;

    private BitswapCodec() {}

    /** The message's bytes, without the length in front of them. */
    public static byte[] encode(BitswapMessage message) {
        byte[] bytes = new byte[sizeOf(message)];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            writeWantlist(out, message);
            for (Payload block : message.blocks()) {
                writePayload(out, block);
            }
            for (Presence presence : message.presences()) {
                writePresence(out, presence);
            }
            if (message.pendingBytes() != 0) {
                out.writeInt32(5, message.pendingBytes());
            }
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes;
    }

    /**
     * Reads a stranger's message. Blocks share its bytes.
     *
     * @throws MalformedMessage when it is none, or beyond the limits
     */
    public static BitswapMessage decode(byte[] bytes) throws MalformedMessage {
        if (bytes.length > BitswapMessage.MAX_BYTES) {
            throw new MalformedMessage("a message has at most 4 MiB, not " + bytes.length + " bytes");
        }
        try {
            return new Reading(bytes).message();
        } catch (MalformedMessage e) {
            throw e;
        } catch (IOException e) {
            throw new MalformedMessage("not a bitswap message: " + e.getMessage());
        }
    }

    private static int sizeOf(BitswapMessage message) {
        int size = 0;
        if (message.full() || !message.wants().isEmpty()) {
            size += framed(wantlistSize(message));
        }
        for (Payload block : message.blocks()) {
            size += framed(payloadSize(block));
        }
        for (Presence presence : message.presences()) {
            size += framed(presenceSize(presence));
        }
        return message.pendingBytes() == 0
                ? size
                : size + CodedOutputStream.computeInt32Size(5, message.pendingBytes());
    }

    /** Tag, length and content of a field with a number below 16. */
    private static int framed(int size) {
        return 1 + CodedOutputStream.computeUInt32SizeNoTag(size) + size;
    }

    private static int wantlistSize(BitswapMessage message) {
        int size = message.full() ? 2 : 0;
        for (Want want : message.wants()) {
            size += framed(entrySize(want));
        }
        return size;
    }

    private static int entrySize(Want want) {
        return framed(ID_BYTES)
                + (want.priority() == 0 ? 0 : CodedOutputStream.computeInt32Size(2, want.priority()))
                + (want.cancel() ? 2 : 0)
                + (want.kind() == Kind.HAVE ? 2 : 0)
                + (want.sendDontHave() ? 2 : 0);
    }

    private static int payloadSize(Payload block) {
        return framed(PREFIX_BYTES) + framed(block.data().remaining());
    }

    private static int presenceSize(Presence presence) {
        return framed(presence.id().remaining()) + (presence.has() ? 0 : 2);
    }

    private static void writeWantlist(CodedOutputStream out, BitswapMessage message) throws IOException {
        if (!message.full() && message.wants().isEmpty()) {
            return;
        }
        out.writeUInt32NoTag(WANTLIST);
        out.writeUInt32NoTag(wantlistSize(message));
        for (Want want : message.wants()) {
            out.writeUInt32NoTag(ENTRY);
            out.writeUInt32NoTag(entrySize(want));
            out.writeByteArray(1, want.cid().bytes());
            if (want.priority() != 0) {
                out.writeInt32(2, want.priority());
            }
            if (want.cancel()) {
                out.writeBool(3, true);
            }
            if (want.kind() == Kind.HAVE) {
                out.writeInt32(4, 1);
            }
            if (want.sendDontHave()) {
                out.writeBool(5, true);
            }
        }
        if (message.full()) {
            out.writeBool(2, true);
        }
    }

    private static void writePayload(CodedOutputStream out, Payload block) throws IOException {
        out.writeUInt32NoTag(PAYLOAD);
        out.writeUInt32NoTag(payloadSize(block));
        out.writeByteArray(1, new byte[] {1, (byte) block.codec(), 0x12, 0x20});
        writeBytes(out, DATA, block.data());
    }

    private static void writePresence(CodedOutputStream out, Presence presence) throws IOException {
        out.writeUInt32NoTag(PRESENCE);
        out.writeUInt32NoTag(presenceSize(presence));
        writeBytes(out, PRESENCE_ID, presence.id());
        if (!presence.has()) {
            out.writeInt32(2, DONT_HAVE);
        }
    }

    private static void writeBytes(CodedOutputStream out, int tag, ByteBuffer bytes) throws IOException {
        out.writeUInt32NoTag(tag);
        out.writeUInt32NoTag(bytes.remaining());
        out.writeRawBytes(bytes.duplicate());
    }

    /** One pass over one message. */
    private static final class Reading {
        private final byte[] bytes;
        private final CodedInputStream in;
        private final List<Want> wants = new ArrayList<>();
        private final List<ByteBuffer> foreign = new ArrayList<>();
        private final List<Payload> blocks = new ArrayList<>();
        private final List<Presence> presences = new ArrayList<>();
        private boolean full;
        private int pendingBytes;

        Reading(byte[] bytes) {
            this.bytes = bytes;
            this.in = CodedInputStream.newInstance(bytes);
        }

        BitswapMessage message() throws IOException {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag) {
                    case WANTLIST -> inside(this::wantlist);
                    case PAYLOAD -> inside(this::payload);
                    case PRESENCE -> inside(this::presence);
                    case PENDING_BYTES -> pendingBytes = in.readInt32();
                    default -> skip(tag);
                }
            }
            return new BitswapMessage(full, wants, foreign, blocks, presences, pendingBytes);
        }

        private void wantlist() throws IOException {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag) {
                    case ENTRY -> inside(this::entry);
                    case FULL -> full = in.readBool();
                    default -> skip(tag);
                }
            }
        }

        private void entry() throws IOException {
            ByteBuffer id = ByteBuffer.allocate(0);
            int priority = 0;
            boolean cancel = false;
            Kind kind = Kind.BLOCK;
            boolean sendDontHave = false;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag) {
                    case ENTRY_BLOCK -> id = slice(MAX_ID_BYTES);
                    case ENTRY_PRIORITY -> priority = in.readInt32();
                    case ENTRY_CANCEL -> cancel = in.readBool();
                    case ENTRY_KIND -> kind = in.readEnum() == 1 ? Kind.HAVE : Kind.BLOCK;
                    case ENTRY_SEND_DONT_HAVE -> sendDontHave = in.readBool();
                    default -> skip(tag);
                }
            }
            admit(wants.size() + foreign.size());
            Optional<Cid> cid = cid(id);
            if (cid.isPresent()) {
                wants.add(new Want(cid.get(), priority, kind, cancel, sendDontHave));
            } else if (sendDontHave && !cancel) {
                foreign.add(copy(id));
            }
        }

        private void payload() throws IOException {
            ByteBuffer prefix = ByteBuffer.allocate(0);
            ByteBuffer data = ByteBuffer.allocate(0);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag) {
                    case PREFIX -> prefix = slice(MAX_ID_BYTES);
                    case DATA -> data = slice(BitswapMessage.MAX_BLOCK_BYTES);
                    default -> skip(tag);
                }
            }
            admit(blocks.size());
            blocks.add(new Payload(codec(prefix), data));
        }

        private void presence() throws IOException {
            ByteBuffer id = ByteBuffer.allocate(0);
            boolean has = true;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag) {
                    case PRESENCE_ID -> id = slice(MAX_ID_BYTES);
                    case PRESENCE_TYPE -> has = in.readEnum() != DONT_HAVE;
                    default -> skip(tag);
                }
            }
            admit(presences.size());
            presences.add(new Presence(copy(id), has));
        }

        private static int codec(ByteBuffer prefix) throws MalformedMessage {
            boolean known = prefix.remaining() == PREFIX_BYTES
                    && prefix.get(prefix.position()) == 1
                    && prefix.get(prefix.position() + 2) == 0x12
                    && prefix.get(prefix.position() + 3) == 0x20;
            int codec = known ? prefix.get(prefix.position() + 1) : -1;
            if (codec != Cid.RAW && codec != Cid.DAG_PB) {
                throw new MalformedMessage("a block is of a kind that this node never asks for");
            }
            return codec;
        }

        private static void admit(int count) throws MalformedMessage {
            if (count == BitswapMessage.MAX_ENTRIES) {
                throw new MalformedMessage(
                        "a message has at most " + BitswapMessage.MAX_ENTRIES + " wants, blocks and presences each");
            }
        }

        /** Reads a nested message, which ends where its length says. */
        private void inside(Part part) throws IOException {
            int outer = in.pushLimit(in.readRawVarint32());
            part.read();
            in.popLimit(outer);
        }

        private ByteBuffer slice(int maxBytes) throws IOException {
            int length = in.readRawVarint32();
            if (length < 0 || length > maxBytes) {
                throw new MalformedMessage("a part of a message is longer than " + maxBytes + " bytes");
            }
            int start = in.getTotalBytesRead();
            in.skipRawBytes(length);
            return ByteBuffer.wrap(bytes, start, length).slice();
        }

        private void skip(int tag) throws IOException {
            if (!in.skipField(tag)) {
                throw new MalformedMessage("a group ends that never began");
            }
        }

        /** So that forty bytes that are kept do not keep a message of 4 MiB. */
        private static ByteBuffer copy(ByteBuffer small) {
            return ByteBuffer.wrap(array(small));
        }
    }

    /** The id, where it is one that blocks of this node can have. */
    static Optional<Cid> cid(ByteBuffer id) {
        try {
            return Optional.of(Cid.ofBytes(array(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] array = new byte[buffer.remaining()];
        buffer.duplicate().get(array);
        return array;
    }

    /** Reads what is inside a field. */
    @FunctionalInterface
    private interface Part {
        void read() throws IOException;
    }
}
