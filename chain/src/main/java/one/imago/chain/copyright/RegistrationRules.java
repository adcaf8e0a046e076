package one.imago.chain.copyright;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import one.imago.chain.proto.RegisterWork;
import one.imago.chain.proto.WorkFingerprint;
import one.imago.chain.proto.WorkParent;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Authorship;
import one.imago.node.ledger.ClaimRole;
import one.imago.node.ledger.Fingerprint;
import one.imago.node.ledger.Publication;

/** What a RegisterWork body of schema 1 may hold, by itself: every field that needs no state to be judged. */
final class RegistrationRules {
    static final int SCHEMA = 1;
    static final int MAX_SIDE = 1_000_000;
    static final int MAX_MEDIA_TYPE = 5;
    static final int MAX_FINGERPRINTS = 16;
    static final int MAX_PARENTS = 16;
    static final int MAX_CONTESTS = 16;
    static final int MAX_RELATION = 5;
    private static final int MAX_FINGERPRINT_ALGORITHM = Fingerprint.ISCC;
    private static final int MAX_BYTE = 255;

    private RegistrationRules() {}

    /** The first rule that a body breaks, for a person; empty when it breaks none. */
    static Optional<String> problem(RegisterWork work) {
        return firstOf(List.of(
                check(work.getSchema() == SCHEMA, "schema 1 is the only one known"),
                check(work.getOwner().size() == Address.LENGTH, "the owner is not an address"),
                hash("commit_ref", work.getCommitRef()),
                hash("salt", work.getSalt()),
                hash("sha256", work.getSha256()),
                hash("marked_sha256", work.getMarkedSha256()),
                hash("pixel_hash", work.getPixelHash()),
                check(in(work.getPixelHashVersion(), 1, MAX_BYTE), "the version of the pixel hash is out of range"),
                optionalHash("manifest_root", work.getManifestRoot()),
                check(
                        in(work.getWidth(), 1, MAX_SIDE) && in(work.getHeight(), 1, MAX_SIDE),
                        "width and height are from 1 to " + MAX_SIDE),
                check(in(work.getMediaType(), 1, MAX_MEDIA_TYPE), "the media type is not known"),
                fingerprints(work.getFingerprintsList()),
                check(
                        in(work.getClaimRole(), 0, ClaimRole.ESTATE.code())
                                && in(work.getAuthorship(), 0, Authorship.AI_GENERATED.code())
                                && in(work.getPublication(), 0, Publication.NO.code()),
                        "claim role, authorship or publication is not known"),
                Title.problem(work.getTitle()),
                previewCid(work.getPreviewCid()),
                parents(work),
                contests(work),
                check(
                        !work.hasMeasuredRes()
                                || in(work.getMeasuredRes(), 1, Math.max(work.getWidth(), work.getHeight())),
                        "a measured resolution is from 1 to the longer side"),
                optionalHash("owner_mark_commit", work.getOwnerMarkCommit()),
                optionalHash("evidence_root", work.getEvidenceRoot()),
                optionalHash("licence_ref", work.getLicenceRef())));
    }

    private static Optional<String> fingerprints(List<WorkFingerprint> fingerprints) {
        if (fingerprints.size() > MAX_FINGERPRINTS) {
            return Optional.of("there are more than " + MAX_FINGERPRINTS + " fingerprints");
        }
        for (int i = 0; i < fingerprints.size(); i++) {
            WorkFingerprint fingerprint = fingerprints.get(i);
            if (!in(fingerprint.getAlgorithm(), 1, MAX_FINGERPRINT_ALGORITHM)
                    || !in(fingerprint.getVersion(), 0, MAX_BYTE)
                    || !in(fingerprint.getCode().size(), 1, Fingerprint.MAX_LENGTH)) {
                return Optional.of("a fingerprint's algorithm, version or length is out of range");
            }
            if (i > 0 && compare(fingerprints.get(i - 1), fingerprint) >= 0) {
                return Optional.of("the fingerprints do not ascend by algorithm, version and code");
            }
        }
        return Optional.empty();
    }

    private static int compare(WorkFingerprint a, WorkFingerprint b) {
        if (a.getAlgorithm() != b.getAlgorithm()) {
            return Integer.compare(a.getAlgorithm(), b.getAlgorithm());
        }
        if (a.getVersion() != b.getVersion()) {
            return Integer.compare(a.getVersion(), b.getVersion());
        }
        return ByteString.unsignedLexicographicalComparator().compare(a.getCode(), b.getCode());
    }

    private static Optional<String> parents(RegisterWork work) {
        List<WorkParent> parents = work.getParentsList();
        if (parents.size() > MAX_PARENTS) {
            return Optional.of("there are more than " + MAX_PARENTS + " parents");
        }
        for (WorkParent parent : parents) {
            if (!in(parent.getRelation(), 1, MAX_RELATION)) {
                return Optional.of("the relation to a parent is not known");
            }
        }
        return ids("parents", parents.stream().map(WorkParent::getWorkId).toList(), work.getWorkId());
    }

    private static Optional<String> contests(RegisterWork work) {
        if (work.getContestsCount() > MAX_CONTESTS) {
            return Optional.of("there are more than " + MAX_CONTESTS + " contests");
        }
        return ids("contests", work.getContestsList(), work.getWorkId());
    }

    private static Optional<String> ids(String name, List<Long> ids, long self) {
        for (int i = 0; i < ids.size(); i++) {
            if (ids.get(i) == self) {
                return Optional.of("a work does not stand among its own " + name);
            }
            if (i > 0 && Long.compareUnsigned(ids.get(i - 1), ids.get(i)) >= 0) {
                return Optional.of("the " + name + " do not ascend");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> previewCid(ByteString cid) {
        if (cid.isEmpty()) {
            return Optional.empty();
        }
        try {
            Cid.ofBytes(cid.toByteArray());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("preview_cid: " + e.getMessage());
        }
    }

    private static Optional<String> hash(String name, ByteString value) {
        return check(value.size() == Hash.LENGTH, name + " has not 32 bytes");
    }

    /** Absent is empty; so that it has one form, 32 zero bytes are refused. */
    private static Optional<String> optionalHash(String name, ByteString value) {
        return check(
                value.isEmpty()
                        || (value.size() == Hash.LENGTH
                                && !Hash.of(value.toByteArray()).equals(Hash.ZERO)),
                name + " is neither empty nor 32 bytes that are not all zero");
    }

    private static boolean in(int value, int min, int max) {
        return value >= min && value <= max;
    }

    private static Optional<String> check(boolean holds, String problem) {
        return holds ? Optional.empty() : Optional.of(problem);
    }

    private static Optional<String> firstOf(List<Optional<String>> problems) {
        return problems.stream().flatMap(Optional::stream).findFirst();
    }
}
