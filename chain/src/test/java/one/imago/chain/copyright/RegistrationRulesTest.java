package one.imago.chain.copyright;

import static one.imago.chain.copyright.Ledger.ALICE;
import static one.imago.chain.copyright.Ledger.FILE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.function.Consumer;
import one.imago.chain.proto.RegisterWork;
import one.imago.chain.proto.WorkFingerprint;
import one.imago.chain.proto.WorkParent;
import one.imago.chain.transaction.TransactionBody;
import org.junit.jupiter.api.Test;

class RegistrationRulesTest {
    private static final ByteString ZERO = ByteString.copyFrom(new byte[32]);
    private static final ByteString ONES =
            ByteString.copyFrom(Ledger.hash("ones").bytes());

    private static RegisterWork.Builder good() throws Exception {
        return RegisterWork.parseFrom(Ledger.reveal(ALICE, FILE, "salt").bytes()).toBuilder();
    }

    private static void breaks(String what, Consumer<RegisterWork.Builder> change) throws Exception {
        RegisterWork.Builder work = good();
        change.accept(work);
        assertThat(RegistrationRules.problem(work.build()))
                .isPresent()
                .get()
                .asString()
                .contains(what);
    }

    private static void holds(Consumer<RegisterWork.Builder> change) throws Exception {
        RegisterWork.Builder work = good();
        change.accept(work);
        assertThat(RegistrationRules.problem(work.build())).isEmpty();
    }

    @Test
    void acceptsWhatTheBuilderMakes() throws Exception {
        holds(work -> {});
    }

    @Test
    void refusesOtherSchemas() throws Exception {
        breaks("schema", work -> work.setSchema(0));
        breaks("schema", work -> work.setSchema(2));
    }

    @Test
    void refusesFieldsOfWrongLength() throws Exception {
        ByteString shorter = ONES.substring(1);
        breaks("owner", work -> work.setOwner(shorter));
        breaks("commit_ref", work -> work.setCommitRef(shorter));
        breaks("salt", work -> work.setSalt(ByteString.EMPTY));
        breaks("sha256", work -> work.setSha256(ONES.concat(ONES)));
        breaks("marked_sha256", work -> work.setMarkedSha256(ByteString.EMPTY));
        breaks("pixel_hash", work -> work.setPixelHash(shorter));
        breaks("preview_cid", work -> work.setPreviewCid(ONES));
        breaks("preview_cid", work -> work.setPreviewCid(ONES.concat(ONES.substring(0, 4))));
    }

    @Test
    void absentHashesAreEmptyAndNeverZero() throws Exception {
        holds(work -> work.clearManifestRoot()
                .clearPreviewCid()
                .setOwnerMarkCommit(ONES)
                .setEvidenceRoot(ONES)
                .setLicenceRef(ONES)
                .setMeasuredRes(1));
        breaks("manifest_root", work -> work.setManifestRoot(ZERO));
        breaks("owner_mark_commit", work -> work.setOwnerMarkCommit(ZERO));
        breaks("evidence_root", work -> work.setEvidenceRoot(ONES.substring(3)));
        breaks("licence_ref", work -> work.setLicenceRef(ZERO));
    }

    @Test
    void refusesNumbersOutOfRange() throws Exception {
        breaks("width", work -> work.setWidth(0));
        breaks("width", work -> work.setHeight(-1));
        breaks("width", work -> work.setHeight(1_000_001));
        breaks("media type", work -> work.setMediaType(0));
        breaks("media type", work -> work.setMediaType(6));
        breaks("pixel hash", work -> work.setPixelHashVersion(0));
        breaks("claim role", work -> work.setClaimRole(6));
        breaks("claim role", work -> work.setAuthorship(4));
        breaks("claim role", work -> work.setPublication(-1));
        breaks("measured", work -> work.setMeasuredRes(0));
        breaks("measured", work -> work.setMeasuredRes(-5));
        breaks("measured", work -> work.setMeasuredRes(Math.max(work.getWidth(), work.getHeight()) + 1));
    }

    @Test
    void titlesAreShortTextWithoutControlCharacters() throws Exception {
        holds(work -> work.setTitle(""));
        holds(work -> work.setTitle("x".repeat(200)));
        holds(work -> work.setTitle("Ça va, 日本 😀"));
        breaks("200 bytes", work -> work.setTitle("x".repeat(201)));
        breaks("200 bytes", work -> work.setTitle("é".repeat(101)));
        for (String bad : new String[] {"a\nb", "\0", "\u007f", "\u0085", "\u2028", "\u202e", "\u2066", "\u200f"}) {
            breaks("control character", work -> work.setTitle(bad));
        }
        assertThat(Title.problem("\ud800")).isPresent();
    }

    @Test
    void fingerprintsAreFewShortAndInOrder() throws Exception {
        WorkFingerprint one = WorkFingerprint.newBuilder()
                .setAlgorithm(1)
                .setVersion(0)
                .setCode(ByteString.copyFrom(new byte[8]))
                .build();
        holds(RegisterWork.Builder::clearFingerprints);
        breaks("ascend", work -> work.clearFingerprints().addFingerprints(one).addFingerprints(one));
        breaks("ascend", work -> work.addFingerprints(one));
        breaks(
                "out of range",
                work -> work.clearFingerprints().addFingerprints(one.toBuilder().setAlgorithm(4)));
        breaks(
                "out of range",
                work -> work.clearFingerprints().addFingerprints(one.toBuilder().clearCode()));
        breaks(
                "out of range",
                work -> work.clearFingerprints()
                        .addFingerprints(one.toBuilder().setCode(ByteString.copyFrom(new byte[65]))));
        breaks("more than 16", work -> {
            work.clearFingerprints();
            for (int i = 0; i < 17; i++) {
                work.addFingerprints(one.toBuilder().setVersion(i));
            }
        });
    }

    @Test
    void parentsAndContestsAreFewAscendAndExcludeTheWork() throws Exception {
        WorkParent parent = WorkParent.newBuilder().setWorkId(5).setRelation(1).build();
        holds(work -> work.addParents(parent).addContests(1).addContests(-1));
        breaks("contests do not ascend", work -> work.addContests(-1).addContests(1));
        breaks("parents do not ascend", work -> work.addParents(parent).addParents(parent));
        breaks("relation", work -> work.addParents(parent.toBuilder().setRelation(6)));
        breaks("own contests", work -> work.addContests(work.getWorkId()));
        breaks("more than 16", work -> {
            for (int i = 1; i < 18; i++) {
                work.addContests(i);
            }
        });
        breaks("more than 16", work -> {
            for (int i = 1; i < 18; i++) {
                work.addParents(parent.toBuilder().setWorkId(i));
            }
        });
    }

    @Test
    void theModuleRefusesBrokenAndNonCanonicalBodies() throws Exception {
        Ledger ledger = new Ledger();
        ledger.apply(ALICE, 1, 0, CopyrightBodies.commitWork(Ledger.commitment(ALICE, FILE, "salt")));
        ledger.refuses(
                "invalid-record",
                ALICE,
                2,
                new TransactionBody(
                        CopyrightKinds.REGISTER_WORK,
                        good().setTitle("a\u0007").build().toByteArray()));
        byte[] unknownField = ByteString.copyFrom(good().build().toByteArray())
                .concat(ByteString.copyFrom(new byte[] {(byte) 0xd8, 0x06, 1}))
                .toByteArray();
        ledger.refuses("non-canonical", ALICE, 2, new TransactionBody(CopyrightKinds.REGISTER_WORK, unknownField));
        ledger.refuses(
                "non-canonical", ALICE, 2, new TransactionBody(CopyrightKinds.REGISTER_WORK, new byte[] {8, 1, 1}));
    }
}
