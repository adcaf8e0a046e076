package one.imago.chain.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.Vote;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.PublicKey;
import org.junit.jupiter.api.Test;

/** Pins what travels under /imago/ledger/1. */
class GoldenSyncTest {
    @Test
    void aQuestionKeepsItsEncoding() throws Exception {
        SyncQuestion question = new SyncQuestion(Hash.sha256(new byte[] {1}), 300, 65_536);
        String encoded = "0a204bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a10ac0218808004";

        assertThat(Hex.encode(question.encode())).isEqualTo(encoded);
        assertThat(SyncQuestion.decode(Hex.decodeUpTo(encoded, 1_000))).isEqualTo(question);
    }

    @Test
    void anAnswerKeepsItsEncoding() throws Exception {
        Hash block = Hash.sha256(new byte[] {2});
        QuorumCertificate certificate =
                new QuorumCertificate(block, 9, 11, List.of(new Vote(PublicKey.of(new byte[32]), new byte[64])));
        SyncAnswer answer = new SyncAnswer(9, 8, List.of(new byte[] {1, 2, 3}), Optional.of(certificate));
        String encoded = "0809" + "1008" + "1a03010203" + "228c010a20" + block.hex() + "1009180b2264" + "0a20"
                + "00".repeat(32) + "1240" + "00".repeat(64);

        assertThat(Hex.encode(answer.encode())).isEqualTo(encoded);
        SyncAnswer decoded = SyncAnswer.decode(Hex.decodeUpTo(encoded, 1_000));
        assertThat(decoded.encode()).isEqualTo(answer.encode());
        assertThat(decoded.certificate().orElseThrow().block()).isEqualTo(block);
    }
}
