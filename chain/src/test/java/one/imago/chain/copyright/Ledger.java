package one.imago.chain.copyright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import one.imago.chain.proto.WorkRecord;
import one.imago.chain.state.AppliedTransaction;
import one.imago.chain.state.MapState;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.TransactionBody;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Authorship;
import one.imago.node.ledger.ClaimRole;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.Fingerprint;
import one.imago.node.ledger.PictureFacts;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.Publication;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;

/** The copyright module on a state in maps, and the values that its tests share. */
final class Ledger {
    static final Hash CHAIN = hash("chain");
    static final PublicKey ALICE = key("alice");
    static final PublicKey BOB = key("bob");
    static final PublicKey CAROL = key("carol");
    static final Hash FILE = hash("a picture");

    final MapState state = new MapState(CopyrightKinds.MODULE);
    private final CopyrightModule module = new CopyrightModule();
    private int sequence;

    static Hash hash(String text) {
        return Hash.sha256(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static PublicKey key(String name) {
        return PublicKey.of(hash("key of " + name).bytes());
    }

    /** Applies a transaction and answers its id. */
    Hash apply(PublicKey sender, long height, int index, TransactionBody body) throws TransactionRejected {
        Hash id = hash("transaction " + sequence++);
        module.apply(
                new AppliedTransaction(
                        id, body.kind(), sender.address(), sender, body.bytes(), CHAIN, height, index, height * 1_000),
                state);
        return id;
    }

    void refuses(String code, PublicKey sender, long height, TransactionBody body) {
        int before = state.size();
        assertThatThrownBy(() -> apply(sender, height, 0, body))
                .isInstanceOfSatisfying(
                        TransactionRejected.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(state.size()).isEqualTo(before);
    }

    /** Commits and reveals a file; answers the work. */
    WorkId claim(PublicKey owner, Hash file, String salt, long commitHeight, long revealHeight)
            throws TransactionRejected {
        apply(owner, commitHeight, 0, CopyrightBodies.commitWork(commitment(owner, file, salt)));
        apply(owner, revealHeight, 0, reveal(owner, file, salt));
        return id(owner, file, salt);
    }

    static Hash commitment(PublicKey owner, Hash file, String salt) {
        return Commitment.commit(CHAIN, owner.address(), file, hash(salt));
    }

    static WorkId id(PublicKey owner, Hash file, String salt) {
        return Commitment.workIdOf(commitment(owner, file, salt));
    }

    static TransactionBody reveal(PublicKey owner, Hash file, String salt) {
        return CopyrightBodies.registerWork(registration(owner, file, salt));
    }

    static WorkLedger.Registration registration(PublicKey owner, Hash file, String salt) {
        return new WorkLedger.Registration(
                owner.address(),
                commitment(owner, file, salt),
                hash(salt),
                facts(file, hash("marked " + id(owner, file, salt))),
                declaration("Harbour at dawn"),
                List.of());
    }

    static PictureFacts facts(Hash file, Hash marked) {
        return new PictureFacts(
                file,
                marked,
                new PixelHash(1, Hash.sha256(file.bytes())),
                4_000,
                3_000,
                1,
                List.of(
                        new Fingerprint(Fingerprint.PDQ, 1, hash("pdq").bytes()),
                        new Fingerprint(Fingerprint.PHASH, 0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8})),
                Optional.of(Cid.of(Cid.RAW, hash("preview").bytes())));
    }

    static Declaration declaration(String title) {
        return new Declaration(title, ClaimRole.AUTHOR, Authorship.HUMAN, Publication.NO, hash("manifest"));
    }

    WorkRecord work(WorkId id) throws TransactionRejected {
        return Claims.work(state, id);
    }

    Address owner(WorkId id) throws TransactionRejected {
        return Address.of(work(id).getOwner().toByteArray());
    }

    /** Ids in the list, in the order of their keys. */
    List<WorkId> list(ClaimList list) {
        java.util.ArrayList<WorkId> ids = new java.util.ArrayList<>();
        byte[] prefix = list.entryPrefix();
        state.forEach((key, value) -> {
            if (java.util.Arrays.mismatch(prefix, key) == prefix.length) {
                ids.add(new WorkId(StateRecords.read(one.imago.chain.proto.ClaimRecord.parser(), value)
                        .getWorkId()));
            }
        });
        return ids;
    }
}
