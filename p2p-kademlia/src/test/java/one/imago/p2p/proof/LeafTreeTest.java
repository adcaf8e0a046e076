package one.imago.p2p.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import one.imago.node.crypto.Hash;
import one.imago.p2p.unixfs.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LeafTreeTest {
    /** Computed by a script from docs/protocol/content.md, over the content of the test values there. */
    @ParameterizedTest
    @CsvSource({
        "1, 7f31ef51b599e68be29e059908c6733565a5bf7b994a91fbc35c1d47e524060c",
        "1024, 6e0ae5c2eec884d3d551ca2328a005cfa775d1b4524d3c09e7d8ad5a895512d9",
        "1025, 2e320b472746f234e6e048cc1135ff51534665000c2d1447fdf12384e5ba74a6",
        "5000, 01f321df388a964ee6410e4180f1a8ed179d894e2bb1e684bcc2ccf48d58e599",
        "1000000, c819cd4ca3ae156fffbaafbea3015e1873c9a2298a0ece91cdb44f366df40829"
    })
    void hasTheRootOfTheSpecification(int size, String root) throws IOException {
        assertThat(tree(Bytes.ofLength(size)).root().hex()).isEqualTo(root);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1023, 1024, 1025, 2048, 2049, 3 * 1024, 5000, 7 * 1024 + 1, 8 * 1024, 13 * 1024, 100_000})
    void everyLeafLeadsToTheRootAndNoOther(int size) throws IOException {
        byte[] content = Bytes.ofLength(size);
        LeafTree tree = tree(content);
        int leaves = LeafTree.leaves(size);
        for (int leaf = 0; leaf < leaves; leaf++) {
            byte[] bytes = Arrays.copyOfRange(content, leaf * 1024, leaf * 1024 + LeafTree.leafBytes(size, leaf));
            assertThat(tree.path(leaf)).hasSize(LeafTree.pathLength(leaves, leaf));
            assertThat(LeafTree.root(size, leaf, bytes, tree.path(leaf))).isEqualTo(tree.root());
            bytes[bytes.length / 2] ^= 1;
            assertThat(LeafTree.root(size, leaf, bytes, tree.path(leaf))).isNotEqualTo(tree.root());
        }
    }

    @Test
    void theSizeIsBound() throws IOException {
        byte[] content = Bytes.ofLength(2000);
        LeafTree tree = tree(content);
        byte[] first = Arrays.copyOf(content, 1024);

        assertThat(LeafTree.root(2000, 0, first, tree.path(0))).isEqualTo(tree.root());
        assertThat(LeafTree.root(2001, 0, first, tree.path(0))).isNotEqualTo(tree.root());
        assertThat(tree.root()).isNotEqualTo(Hash.ZERO);
    }

    @Test
    void nothingIsProvenAboutNothing() {
        assertThatThrownBy(() -> tree(new byte[0])).isInstanceOf(IOException.class);
    }

    static LeafTree tree(byte[] content) throws IOException {
        return LeafTree.of(new ByteArrayInputStream(content));
    }
}
