package one.imago.watermark.journey;

import java.nio.ByteBuffer;
import java.util.Optional;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;
import one.imago.watermark.index.IndexedWork;
import one.imago.watermark.likeness.Sketch;

/**
 * Content that was stored for a reveal which is not final yet.
 *
 * @param work the work
 * @param reveal transaction of the reveal that was prepared
 * @param expiryHeight last block in which it can be revealed
 * @param bytes stored for it
 * @param preview public preview, pinned
 * @param sealed sealed original, pinned; empty when none was asked for
 * @param looks what the preview looks like; empty without a preview
 */
record Preparation(
        WorkId work,
        Hash reveal,
        long expiryHeight,
        long bytes,
        Optional<Cid> preview,
        Optional<Cid> sealed,
        Optional<IndexedWork> looks) {
    private static final byte VERSION = 1;
    private static final int CID_BYTES = 36;
    private static final int KEY_BYTES = Long.BYTES + Hash.LENGTH;
    private static final int FIXED_BYTES = 1 + Long.BYTES + Long.BYTES + 3;

    /** Work id ‖ transaction id, so that the preparations of a work stand together. */
    byte[] key() {
        return ByteBuffer.allocate(KEY_BYTES)
                .putLong(work.value())
                .put(reveal.bytes())
                .array();
    }

    static byte[] prefix(WorkId work) {
        return ByteBuffer.allocate(Long.BYTES).putLong(work.value()).array();
    }

    byte[] value() {
        byte[] sketch = looks.map(known -> known.sketch().encode()).orElseGet(() -> new byte[0]);
        ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + 2 * CID_BYTES + Long.BYTES + sketch.length);
        out.put(VERSION).putLong(expiryHeight).putLong(bytes);
        put(out, preview);
        put(out, sealed);
        out.put((byte) (looks.isPresent() ? 1 : 0));
        looks.ifPresent(known -> out.putLong(known.code()).put(sketch));
        byte[] value = new byte[out.position()];
        out.flip().get(value);
        return value;
    }

    private static void put(ByteBuffer out, Optional<Cid> cid) {
        out.put((byte) (cid.isPresent() ? 1 : 0));
        cid.ifPresent(present -> out.put(present.bytes()));
    }

    static Preparation decode(byte[] key, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        if (key.length != KEY_BYTES || in.get() != VERSION) {
            throw new IllegalArgumentException("not a preparation of version " + VERSION);
        }
        ByteBuffer name = ByteBuffer.wrap(key);
        WorkId work = new WorkId(name.getLong());
        byte[] reveal = new byte[Hash.LENGTH];
        name.get(reveal);
        long expiryHeight = in.getLong();
        long bytes = in.getLong();
        Optional<Cid> preview = cid(in);
        Optional<Cid> sealed = cid(in);
        Optional<IndexedWork> looks = Optional.empty();
        if (in.get() == 1) {
            long code = in.getLong();
            byte[] sketch = new byte[in.remaining()];
            in.get(sketch);
            looks = looks(work, code, sketch);
        }
        return new Preparation(work, Hash.of(reveal), expiryHeight, bytes, preview, sealed, looks);
    }

    /** Empty when an earlier version drew the sketch: the preview is read again. */
    private static Optional<IndexedWork> looks(WorkId work, long code, byte[] sketch) {
        try {
            return Optional.of(new IndexedWork(work, code, Sketch.decode(sketch)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Cid> cid(ByteBuffer in) {
        if (in.get() == 0) {
            return Optional.empty();
        }
        byte[] cid = new byte[CID_BYTES];
        in.get(cid);
        return Optional.of(Cid.ofBytes(cid));
    }
}
