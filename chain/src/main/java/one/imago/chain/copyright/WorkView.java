package one.imago.chain.copyright;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Locale;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.Fingerprint;
import one.imago.node.ledger.PictureFacts;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import org.jspecify.annotations.Nullable;

/**
 * A work in an answer. Heights and timestamps without a prefix are the reveal's; the commit's give priority.
 *
 * @param cid of the public preview; null for a private registration
 * @param phash the white paper's pHash, 16 hexadecimal digits; null when none is on the ledger
 * @param claims this one and those of other owners, in commit order
 * @param disputed whether another owner claims the same, disputes this or is disputed by it
 * @param ownerMarkCommit opens to the key of the owner's own mark; null when there is none
 * @param licences that have not been revoked
 * @param provided whether this node announced the preview; null when it is not stored here
 */
record WorkView(
        String workId,
        String owner,
        String title,
        String role,
        String authorship,
        String publication,
        @Nullable String manifestRoot,
        String sha256,
        String markedSha256,
        boolean marked,
        @Nullable String ownerMarkCommit,
        String pixelHash,
        int pixelHashVersion,
        int pictureWidth,
        int pictureHeight,
        String mediaType,
        List<FingerprintView> fingerprints,
        @Nullable String phash,
        @Nullable String cid,
        long commitHeight,
        int commitIndex,
        long commitTimestamp,
        String commitTxId,
        long height,
        long timestamp,
        String txId,
        long transfers,
        List<String> contests,
        List<EvidenceView> evidence,
        List<ClaimView> claims,
        boolean claimsComplete,
        boolean disputed,
        List<LicenceView> licences,
        @Nullable Boolean provided) {

    record FingerprintView(int algorithm, int version, String code) {}

    record EvidenceView(String type, String sha256, String addedBy, long height, long timestamp, String txId) {}

    static WorkView of(WorkDossier dossier, List<LicenceView> licences, @Nullable Boolean provided) {
        Work work = dossier.claim().work();
        PictureFacts facts = work.facts();
        Declaration declaration = work.declaration();
        return new WorkView(
                work.id().toString(),
                work.owner().toString(),
                declaration.title(),
                kebab(declaration.role()),
                kebab(declaration.authorship()),
                kebab(declaration.publication()),
                declaration.manifestRoot().equals(Hash.ZERO)
                        ? null
                        : declaration.manifestRoot().hex(),
                facts.sha256().hex(),
                facts.markedSha256().hex(),
                !facts.markedSha256().equals(facts.sha256()),
                ownerMarkCommit(dossier.claim().registration().getOwnerMarkCommit()),
                facts.pixelHash().hash().hex(),
                facts.pixelHash().version(),
                facts.width(),
                facts.height(),
                mediaType(facts.mediaType()),
                facts.fingerprints().stream()
                        .map(f -> new FingerprintView(f.algorithm(), f.version(), Hex.encode(f.bytes())))
                        .toList(),
                facts.fingerprints().stream()
                        .filter(f -> f.algorithm() == Fingerprint.PHASH && f.version() == 0)
                        .map(f -> Hex.encode(f.bytes()))
                        .findFirst()
                        .orElse(null),
                facts.previewCid().map(Object::toString).orElse(null),
                work.position().commitHeight(),
                work.position().commitIndex(),
                dossier.claim().commitMillis(),
                dossier.claim().commitTxId().hex(),
                work.position().revealHeight(),
                work.position().revealTimeMillis(),
                work.position().revealTxId().hex(),
                dossier.claim().transfers(),
                work.contests().stream().map(WorkId::toString).toList(),
                dossier.evidence().stream()
                        .map(e -> new EvidenceView(
                                evidenceType(e.type()),
                                e.hash().hex(),
                                e.addedBy().toString(),
                                e.height(),
                                e.timestampMillis(),
                                e.txId().hex()))
                        .toList(),
                dossier.claims().stream()
                        .filter(claim -> claim.equals(dossier.claim())
                                || dossier.contesting().contains(claim))
                        .map(ClaimView::of)
                        .toList(),
                dossier.complete(),
                dossier.disputed(),
                licences,
                provided);
    }

    private static @Nullable String ownerMarkCommit(ByteString bytes) {
        return bytes.isEmpty() ? null : Hex.encode(bytes.toByteArray());
    }

    private static String kebab(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String evidenceType(int code) {
        for (EvidenceType type : EvidenceType.values()) {
            if (type.code() == code) {
                return kebab(type);
            }
        }
        return Integer.toString(code);
    }

    static String mediaType(int code) {
        return switch (code) {
            case 1 -> "image/jpeg";
            case 2 -> "image/png";
            case 3 -> "image/webp";
            case 4 -> "image/tiff";
            case 5 -> "image/bmp";
            default -> "application/octet-stream";
        };
    }
}
