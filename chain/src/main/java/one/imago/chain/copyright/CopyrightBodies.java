package one.imago.chain.copyright;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.Comparator;
import java.util.Locale;
import one.imago.chain.proto.AddEvidence;
import one.imago.chain.proto.CommitWork;
import one.imago.chain.proto.ContestWork;
import one.imago.chain.proto.LicenceGrant;
import one.imago.chain.proto.LicenceRevoke;
import one.imago.chain.proto.RegisterWork;
import one.imago.chain.proto.TransferWork;
import one.imago.chain.proto.WorkFingerprint;
import one.imago.chain.transaction.TransactionBody;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.Fingerprint;
import one.imago.node.ledger.PictureFacts;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;

/** What an account can ask of the copyright module. The bodies are canonical; whether they are allowed, the ledger says. */
public final class CopyrightBodies {
    static final int REGISTER_SCHEMA = 1;
    private static final Comparator<Fingerprint> FINGERPRINT_ORDER = Comparator.comparingInt(Fingerprint::algorithm)
            .thenComparingInt(Fingerprint::version)
            .thenComparing(Fingerprint::bytes, java.util.Arrays::compareUnsigned);

    private CopyrightBodies() {}

    /** Commits to a file without showing it; see {@link Commitment#commit}. */
    public static TransactionBody commitWork(Hash commitment) {
        return body(
                CopyrightKinds.COMMIT_WORK,
                CommitWork.newBuilder().setCommitment(bytes(commitment)).build());
    }

    /** Reveals what was committed. */
    public static TransactionBody registerWork(WorkLedger.Registration registration) {
        PictureFacts facts = registration.facts();
        Declaration declaration = registration.declaration();
        RegisterWork.Builder work = RegisterWork.newBuilder()
                .setSchema(REGISTER_SCHEMA)
                .setOwner(bytes(registration.owner()))
                .setCommitRef(bytes(registration.commitment()))
                .setSalt(bytes(registration.salt()))
                .setWorkId(Commitment.workIdOf(registration.commitment()).value())
                .setSha256(bytes(facts.sha256()))
                .setMarkedSha256(bytes(facts.markedSha256()))
                .setPixelHash(bytes(facts.pixelHash().hash()))
                .setPixelHashVersion(facts.pixelHash().version())
                .setManifestRoot(optional(declaration.manifestRoot()))
                .setWidth(facts.width())
                .setHeight(facts.height())
                .setMediaType(facts.mediaType())
                .setClaimRole(declaration.role().code())
                .setAuthorship(declaration.authorship().code())
                .setPublication(declaration.publication().code())
                .setTitle(declaration.title());
        facts.fingerprints().stream()
                .sorted(FINGERPRINT_ORDER)
                .distinct()
                .forEach(fingerprint -> work.addFingerprints(WorkFingerprint.newBuilder()
                        .setAlgorithm(fingerprint.algorithm())
                        .setVersion(fingerprint.version())
                        .setCode(ByteString.copyFrom(fingerprint.bytes()))));
        facts.measuredSide().ifPresent(work::setMeasuredRes);
        facts.previewCid().ifPresent(cid -> work.setPreviewCid(ByteString.copyFrom(cid.bytes())));
        registration.contests().stream().sorted().distinct().forEach(id -> work.addContests(id.value()));
        return body(CopyrightKinds.REGISTER_WORK, work.build());
    }

    /** The owner of {@code own} disputes the claim {@code contested}. */
    public static TransactionBody contestWork(WorkId own, WorkId contested) {
        return body(
                CopyrightKinds.CONTEST_WORK,
                ContestWork.newBuilder()
                        .setWorkId(own.value())
                        .setContests(contested.value())
                        .build());
    }

    /** Hands the claim to another owner. */
    public static TransactionBody transferWork(WorkId work, Address to) {
        return body(
                CopyrightKinds.TRANSFER_WORK,
                TransferWork.newBuilder()
                        .setWorkId(work.value())
                        .setTo(bytes(to))
                        .build());
    }

    /** Adds evidence to a claim, for good. */
    public static TransactionBody addEvidence(WorkId work, EvidenceType type, Hash evidence) {
        return body(
                CopyrightKinds.ADD_EVIDENCE,
                AddEvidence.newBuilder()
                        .setWorkId(work.value())
                        .setEvidenceType(type.code())
                        .setEvidence(bytes(evidence))
                        .build());
    }

    /**
     * Licenses a work to an account.
     *
     * @param termsHash SHA-256 of the terms
     * @param uses number of uses allowed; 0 = not limited
     * @param untilMillis end, milliseconds since 1970; 0 = no end
     */
    public static TransactionBody grantLicence(
            WorkId work, Address licensee, Hash termsHash, long uses, long untilMillis) {
        return body(
                CopyrightKinds.GRANT_LICENCE,
                grant(work, termsHash, uses, untilMillis)
                        .setAddress(bytes(licensee))
                        .build());
    }

    /** Licenses a work to whoever runs a host; see {@link #domainHash}. */
    public static TransactionBody grantLicenceToDomain(
            WorkId work, Hash domainHash, Hash termsHash, long uses, long untilMillis) {
        return body(
                CopyrightKinds.GRANT_LICENCE,
                grant(work, termsHash, uses, untilMillis)
                        .setDomainHash(bytes(domainHash))
                        .build());
    }

    /**
     * What stands for a host name in a licence: SHA-256 of it in lower case, without a trailing dot.
     *
     * @throws IllegalArgumentException when it is not an ASCII host name (other scripts in their {@code xn--} form)
     */
    public static Hash domainHash(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.length() > 253
                || !name.matches("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")) {
            throw new IllegalArgumentException("expected a host name such as example.org");
        }
        return Hash.sha256(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static LicenceGrant.Builder grant(WorkId work, Hash termsHash, long uses, long untilMillis) {
        return LicenceGrant.newBuilder()
                .setWorkId(work.value())
                .setTermsHash(bytes(termsHash))
                .setUses(uses)
                .setUntilMillis(untilMillis);
    }

    /** Ends a licence; {@code grantId} is the transaction that granted it. */
    public static TransactionBody revokeLicence(WorkId work, Hash grantId) {
        return body(
                CopyrightKinds.REVOKE_LICENCE,
                LicenceRevoke.newBuilder()
                        .setWorkId(work.value())
                        .setGrant(bytes(grantId))
                        .build());
    }

    private static TransactionBody body(TransactionKind kind, Message message) {
        return new TransactionBody(kind, message.toByteArray());
    }

    private static ByteString bytes(Hash hash) {
        return ByteString.copyFrom(hash.bytes());
    }

    private static ByteString bytes(Address address) {
        return ByteString.copyFrom(address.bytes());
    }

    private static ByteString optional(Hash hash) {
        return hash.equals(Hash.ZERO) ? ByteString.EMPTY : bytes(hash);
    }
}
