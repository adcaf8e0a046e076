package one.imago.p2p.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import one.imago.node.crypto.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected ids were made by ipfs-unixfs-importer 17.1.1, the importer that Helia 7.1 uses. */
class FileBuilderTest {
    private final MemoryBlocks blocks = new MemoryBlocks();

    @ParameterizedTest
    @CsvSource({
        "0, bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku, 1",
        "1, bafkreic2nz5eovfprz7up7eusmca3bj6pma6hhktpsy52nj4so324whlhu, 1",
        "10240, bafkreie2ak2mzuudauipj7cmvrosjbfwxrbd6mh4c3fhoam4kyb3besu44, 1",
        "1048575, bafkreih2276hw3twjawppx2mt73ybyd3o4k5zgdjljclq7n3mlg2ubgd7u, 1",
        "1048576, bafkreideeyd2kwgjzezoiwhuyouepeupk4xficfzqshba3txc2ee4o27bi, 1",
        "1048577, bafybeiaexsalcsoug7gc4g3igi4ly6f4hiyrvlxgraph7oxye3zqduuuli, 3",
        "2097152, bafybeia22sprjd66jbzxq2qccwovv5a67lspx47lt4gsuidurtkurur5ji, 3",
        "20971520, bafybeidr2w26hfqqr7lzxgorgyjj5tabetbvh25r5lshyeogsdymme3ncm, 21",
    })
    void makesTheTreesOfTheJavaScriptImporter(int length, String cid, long count) throws IOException {
        FileTree tree = new FileBuilder(blocks).build(new ByteArrayInputStream(Bytes.ofLength(length)));

        assertThat(tree.root()).hasToString(cid);
        assertThat(tree.size()).isEqualTo(length);
        assertThat(tree.blocks()).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({
        "16384, 1024, bafybeifowdvoahf6b5iwgok5frrgihp3og4syyq57iw3pvg2zs4535ssai, 1025",
        "16400, 1024, bafybeidado377otaeehnea4ihijzq2tk6tisy3zaug4wyyd7aht4q7vz2a, 1028",
        "262200, 1024, bafybeia7wondsjj7c77ozf423cakzlqjtiecxiz4hukw2uc6vu2tn7zliq, 16406",
        "16384, 4, bafybeid4ppehccmyyo5qfiudzzxwx7wehunynlgrhvyarguc42uwcsqtge, 1365",
        "16400, 4, bafybeiez4yqaa5dq5ck5lklzf5vvqtf4apps65d3cq6nputpk4mb6whosq, 1372",
    })
    void balancesLikeTheJavaScriptImporterWithChunksOfSixteenBytes(int length, int width, String cid, long count)
            throws IOException {
        FileTree tree = new FileBuilder(blocks, 16, width).build(new ByteArrayInputStream(Bytes.ofLength(length)));

        assertThat(tree.root()).hasToString(cid);
        assertThat(tree.blocks()).isEqualTo(count);
    }

    @Test
    void equalChunksShareABlock() throws IOException {
        FileTree tree = new FileBuilder(blocks).build(new ByteArrayInputStream(new byte[3 << 20]));

        assertThat(tree.root()).hasToString("bafybeigdsjup7aizxrrjn7yqtcmqg6ffksaugwr7is2ind3cf7esaqrz4m");
        assertThat(blocks.blocks).hasSize(2);
    }

    @Test
    void writesLinksBeforeData() throws IOException {
        FileTree tree = new FileBuilder(blocks).build(new ByteArrayInputStream(Bytes.ofLength((1 << 20) + 1)));

        assertThat(Hex.encode(blocks.read(tree.root())))
                .isEqualTo("122c0a2401551220642607a558c9c932e458f4c3a847928f572e5408b9848e106e7716884e3b5f0a12001880"
                        + "8040122a0a240155122009fc96082d34c2dfc1295d92073b5ea1dc8ef8da95f14dfded011ffb96d3e54b1200"
                        + "18010a0c080218818040208080402001");
    }
}
