package one.imago.chain.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import one.imago.chain.consensus.TestChain;
import one.imago.chain.genesis.Genesis;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.SignatureDomain;
import org.junit.jupiter.api.Test;

/** The test values of docs/protocol/ledger.md, over the network of {@link TestChain}. */
class GoldenBlockTest {
    private final Genesis genesis = TestChain.genesis(100);
    private final Block zero = GenesisBlock.of(genesis, Hash.sha256(new byte[] {9}));

    private Block block(int protocol) {
        List<byte[]> transactions = List.of(
                TestChain.transfer(genesis, TestChain.DEV, 0, TestChain.PRODUCER.address(), 1)
                        .encode(),
                TestChain.transfer(genesis, TestChain.DEV, 1, TestChain.PRODUCER.address(), 2)
                        .encode(),
                TestChain.transfer(genesis, TestChain.DEV, 2, TestChain.PRODUCER.address(), 3)
                        .encode());
        Header header = new Header(
                genesis.chainId(),
                protocol,
                1,
                1,
                zero.hash(),
                1_700_000_000_100L,
                TestChain.PRODUCER.address(),
                TransactionsRoot.of(transactions),
                Hash.sha256(new byte[] {8}),
                genesis.producerSet().hash(),
                Hash.ZERO);
        return new Block(
                header,
                TestChain.PRODUCER.sign(SignatureDomain.BLOCK, header.encode()),
                TestChain.PRODUCER.publicKey(),
                Optional.empty(),
                transactions);
    }

    private QuorumCertificate certificate(Block block) {
        Header h = block.header();
        byte[] message = Vote.message(genesis.chainId(), block.hash(), h.height(), h.round());
        return new QuorumCertificate(
                block.hash(),
                h.height(),
                h.round(),
                List.of(new Vote(
                        TestChain.PRODUCER.publicKey(), TestChain.PRODUCER.sign(SignatureDomain.VOTE, message))));
    }

    @Test
    void hashesAndEncodingsAreTheGoldenOnes() throws Exception {
        assertThat(zero.hash().hex()).isEqualTo("24529650bbed6d77354e5d52a5e738a331e3fe9f46e0b0f15950bebca76f597f");
        Block block = block(Header.PROTOCOL);
        assertThat(block.hash().hex()).isEqualTo("63b3f5ab9a8fdafce4579ca501a6f8c1b125cb956763be1585c0230a4f64e5ca");
        assertThat(block.header().transactionsRoot().hex())
                .isEqualTo("f4ed8c6f614276e36303bcc8165752f4142760ecad7de894aca6948ca2b9cd0c");
        assertThat(Hex.encode(block.header().encode()))
                .isEqualTo(
                        "08011220a31491bedbe0fa4babcbf4d53fec5b47121dfc1c25842a8f54065d6ea1ef2ac2180120012801322024529650bbed6d77354e5d52a5e738a331e3fe9f46e0b0f15950bebca76f597f38e4d095ffbc314214136738d92ec2f7912b4526a10b6d4ce674ab3dee4a20f4ed8c6f614276e36303bcc8165752f4142760ecad7de894aca6948ca2b9cd0c5220beead77994cf573341ec17b58bbf7eb34d2711c993c1d976b128b3188dc1829a5a20a266a76ce803d60bf4cc7cbc1f9eb472c48be7c043d8cad77ac445bac8df7af662200000000000000000000000000000000000000000000000000000000000000000");
        assertThat(Hash.sha256(block.encode()).hex())
                .isEqualTo("fad4c9c082f9c7be32bcfe2549cf5a46d19293ed9f183587860fa919613a2176");
        QuorumCertificate certificate = certificate(block);
        assertThat(certificate.hash().hex())
                .isEqualTo("c0fbca360ebba02da1487d0cbae521fa9728540f026a66216d411462d634c72a");
        certificate.verify(genesis.chainId(), block.header(), genesis.producerSet());
        assertThat(Block.decode(block.encode()).hash()).isEqualTo(block.hash());
        assertThat(Block.decode(zero.encode()).hash()).isEqualTo(zero.hash());
    }

    @Test
    void aLaterProtocolIsRefusedByName() {
        assertThatThrownBy(() -> Block.decode(block(2).encode()))
                .isInstanceOfSatisfying(
                        BlockRejected.class, e -> assertThat(e.code()).isEqualTo("protocol-unknown"));
    }

    @Test
    void aBlockWhosePartsAreExchangedIsRefused() {
        Block block = block(Header.PROTOCOL);
        Block other = new Block(
                block.header(), block.signature(), block.producerKey(), Optional.empty(), List.of(new byte[] {1}));
        assertThatThrownBy(() -> Block.decode(other.encode())).isInstanceOf(BlockRejected.class);
        Block key = new Block(
                block.header(), block.signature(), TestChain.DEV.publicKey(), Optional.empty(), block.transactions());
        assertThatThrownBy(() -> Block.decode(key.encode())).isInstanceOf(BlockRejected.class);
        Block certified = new Block(
                block.header(),
                block.signature(),
                block.producerKey(),
                Optional.of(certificate(block)),
                block.transactions());
        assertThatThrownBy(() -> Block.decode(certified.encode())).isInstanceOf(BlockRejected.class);
    }
}
