package one.imago.chain.copyright;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import one.imago.chain.proto.RegisterWork;
import one.imago.chain.proto.WorkRecord;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Authorship;
import one.imago.node.ledger.ClaimRole;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.Fingerprint;
import one.imago.node.ledger.PictureFacts;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.Publication;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;

/** Turns records that passed {@link RegistrationRules} into the values that other modules see. */
public final class RecordedWork {
    private RecordedWork() {}

    /**
     * @param contests all claims that it disputes, those of later contests too
     */
    static Work work(WorkRecord record, List<WorkId> contests) {
        RegisterWork registration = registration(record);
        return new Work(
                new WorkId(registration.getWorkId()),
                Address.of(record.getOwner().toByteArray()),
                facts(registration),
                declaration(registration),
                new Work.Position(
                        record.getCommitHeight(),
                        record.getCommitIndex(),
                        record.getRevealHeight(),
                        hash(record.getRevealTransaction()),
                        record.getRevealMillis()),
                contests);
    }

    static RegisterWork registration(WorkRecord record) {
        return StateRecords.read(RegisterWork.parser(), record.getRegistration().toByteArray());
    }

    public static PictureFacts facts(RegisterWork work) {
        return new PictureFacts(
                hash(work.getSha256()),
                hash(work.getMarkedSha256()),
                new PixelHash(work.getPixelHashVersion(), hash(work.getPixelHash())),
                work.getWidth(),
                work.getHeight(),
                work.getMediaType(),
                work.getFingerprintsList().stream()
                        .map(f -> new Fingerprint(
                                f.getAlgorithm(), f.getVersion(), f.getCode().toByteArray()))
                        .toList(),
                work.getPreviewCid().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Cid.ofBytes(work.getPreviewCid().toByteArray())),
                work.hasMeasuredRes() ? OptionalInt.of(work.getMeasuredRes()) : OptionalInt.empty());
    }

    public static Declaration declaration(RegisterWork work) {
        return new Declaration(
                work.getTitle(),
                byCode(ClaimRole.values(), ClaimRole::code, work.getClaimRole()),
                byCode(Authorship.values(), Authorship::code, work.getAuthorship()),
                byCode(Publication.values(), Publication::code, work.getPublication()),
                work.getManifestRoot().isEmpty() ? Hash.ZERO : hash(work.getManifestRoot()));
    }

    static List<WorkId> ids(List<Long> ids) {
        return ids.stream().map(WorkId::new).toList();
    }

    private static <E extends Enum<E>> E byCode(E[] values, ToIntFunction<E> code, int wanted) {
        return Arrays.stream(values)
                .filter(value -> code.applyAsInt(value) == wanted)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no value has the code " + wanted));
    }

    private static Hash hash(ByteString bytes) {
        return Hash.of(bytes.toByteArray());
    }
}
