package one.imago.watermark.journey;

import java.util.List;
import java.util.Optional;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.WorkId;
import one.imago.watermark.codec.PictureFormat;

/**
 * What an owner asks to have prepared.
 *
 * @param owner who committed and will sign
 * @param commitment the commitment to open
 * @param salt that opens it
 * @param declaration by the owner
 * @param contests claims that this one disputes
 * @param publicity whether others may recognise the picture
 * @param sealingKey X25519 key to which the original is sealed; empty to keep no original
 * @param format of the marked file; empty for the original's, where that can be written
 */
public record RegistrationRequest(
        Address owner,
        Hash commitment,
        Hash salt,
        Declaration declaration,
        List<WorkId> contests,
        Publicity publicity,
        Optional<byte[]> sealingKey,
        Optional<PictureFormat> format) {
    public RegistrationRequest {
        contests = List.copyOf(contests);
    }

    /** One whose marked file keeps the original's format. */
    public RegistrationRequest(
            Address owner,
            Hash commitment,
            Hash salt,
            Declaration declaration,
            List<WorkId> contests,
            Publicity publicity,
            Optional<byte[]> sealingKey) {
        this(owner, commitment, salt, declaration, contests, publicity, sealingKey, Optional.empty());
    }

    /** Whether others may recognise the picture. */
    public enum Publicity {
        /** Fingerprints on the ledger, a marked preview for everyone. */
        PUBLIC,
        /** Neither; only the very file or its very pixels are recognised. */
        PRIVATE
    }
}
