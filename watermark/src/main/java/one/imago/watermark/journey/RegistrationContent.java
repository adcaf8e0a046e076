package one.imago.watermark.journey;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStore;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.WorkId;
import one.imago.watermark.index.IndexedWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores what a registration shows and keeps: the preview, and the sealed original. Announces nothing. Thread-safe. */
public final class RegistrationContent {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationContent.class);

    private final ContentStore content;
    private final PendingContent pending;
    private final Sealer sealer;

    RegistrationContent(ContentStore content, PendingContent pending, Sealer sealer) {
        this.content = content;
        this.pending = pending;
        this.sealer = sealer;
    }

    /** Seals bytes to an X25519 public key, bound to a work. */
    @FunctionalInterface
    public interface Sealer {
        /**
         * @throws IllegalArgumentException when the key is not one
         */
        byte[] seal(byte[] bytes, byte[] recipient, WorkId work);
    }

    /** What was stored, and pinned once. */
    record Stored(Commitment commitment, long bytes, Optional<Cid> preview, Optional<Cid> sealed) {}

    Stored store(byte[] file, Optional<byte[]> preview, Optional<byte[]> sealingKey, Commitment commitment)
            throws RegistrationRefused {
        Optional<byte[]> sealed = sealingKey.isPresent()
                ? Optional.of(seal(file, sealingKey.get(), commitment.workId()))
                : Optional.empty();
        long bytes = preview.map(p -> (long) p.length).orElse(0L)
                + sealed.map(s -> (long) s.length).orElse(0L);
        if (bytes > 0 && !pending.hasRoom(commitment.workId(), bytes)) {
            throw new RegistrationRefused(
                    "busy",
                    "too many prepared registrations wait for their reveals on this node",
                    "submit those that are prepared, or try again later");
        }
        Optional<Cid> previewCid = put(preview);
        try {
            return new Stored(commitment, bytes, previewCid, put(sealed));
        } catch (RegistrationRefused e) {
            previewCid.ifPresent(this::unpin);
            throw e;
        }
    }

    /** Hands the pins over to those that wait for their reveals. */
    void await(Stored stored, Hash reveal, Optional<IndexedWork> looks) {
        if (stored.preview().isPresent() || stored.sealed().isPresent()) {
            pending.add(new Preparation(
                    stored.commitment().workId(),
                    reveal,
                    stored.commitment().expiryHeight(),
                    stored.bytes(),
                    stored.preview(),
                    stored.sealed(),
                    looks));
        }
    }

    /** Lets go of what was stored for a reveal that was not built. */
    void release(Stored stored) {
        stored.preview().ifPresent(this::unpin);
        stored.sealed().ifPresent(this::unpin);
    }

    private byte[] seal(byte[] file, byte[] key, WorkId work) throws RegistrationRefused {
        try {
            return sealer.seal(file, key, work);
        } catch (IllegalArgumentException e) {
            throw new RegistrationRefused(
                    "sealing-key-invalid",
                    "the sealing key is not an X25519 public key",
                    "give 32 bytes in hexadecimal");
        }
    }

    private Optional<Cid> put(Optional<byte[]> bytes) throws RegistrationRefused {
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    content.put(new ByteArrayInputStream(bytes.get())).cid());
        } catch (IOException e) {
            LOG.error("the content store takes nothing more", e);
            throw new RegistrationRefused(
                    "disk-full",
                    "the preview could not be stored on this node: " + e.getMessage(),
                    "free some disk space, or use another node; nothing was registered");
        }
    }

    private void unpin(Cid cid) {
        try {
            content.unpin(cid);
        } catch (IOException e) {
            LOG.warn("content {} stays pinned: {}", cid, e.getMessage());
        }
    }
}
