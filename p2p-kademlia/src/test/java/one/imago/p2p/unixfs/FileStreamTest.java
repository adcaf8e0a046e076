package one.imago.p2p.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import one.imago.node.content.Cid;
import one.imago.p2p.unixfs.FileNode.Child;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStreamTest {
    private final MemoryBlocks blocks = new MemoryBlocks();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 64, 65, 1000, 65536})
    void givesBackTheFile(int length) throws IOException {
        byte[] file = Bytes.ofLength(length);
        FileTree tree = new FileBuilder(blocks, 16, 4).build(new ByteArrayInputStream(file));

        try (InputStream stream = new FileStream(tree.root(), blocks)) {
            assertThat(stream.readAllBytes()).isEqualTo(file);
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void givesSingleBytes() throws IOException {
        byte[] file = Bytes.ofLength(40);
        FileTree tree = new FileBuilder(blocks, 16, 4).build(new ByteArrayInputStream(file));

        try (InputStream stream = new FileStream(tree.root(), blocks)) {
            for (byte value : file) {
                assertThat(stream.read()).isEqualTo(value & 0xff);
            }
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void stopsAtAMissingLeaf() throws IOException {
        FileTree tree = new FileBuilder(blocks, 16, 4).build(new ByteArrayInputStream(Bytes.ofLength(32)));
        FileNode root = FileNode.decode(blocks.read(tree.root()));
        blocks.blocks.remove(root.children().get(1).cid());

        try (InputStream stream = new FileStream(tree.root(), blocks)) {
            assertThat(stream.readNBytes(16)).isEqualTo(Bytes.ofLength(16));
            assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesALeafOfAnotherSizeThanItsParentSays() {
        Cid leaf = blocks.add(Cid.RAW, new byte[16]);
        Cid root = blocks.add(Cid.DAG_PB, new FileNode(List.of(new Child(leaf, 15, 16))).encode());

        assertThatThrownBy(() -> new FileStream(root, blocks)).isInstanceOf(MalformedNode.class);
    }

    @Test
    void refusesANodeOfAnotherSizeThanItsParentSays() {
        Cid leaf = blocks.add(Cid.RAW, new byte[16]);
        Cid node = blocks.add(Cid.DAG_PB, new FileNode(List.of(new Child(leaf, 16, 16))).encode());
        Cid root = blocks.add(Cid.DAG_PB, new FileNode(List.of(new Child(node, 17, 100))).encode());

        assertThatThrownBy(() -> new FileStream(root, blocks)).isInstanceOf(MalformedNode.class);
    }

    @Test
    void refusesATreeThatIsTooDeep() {
        Cid cid = blocks.add(Cid.RAW, new byte[1]);
        for (int depth = 0; depth <= FileStream.MAX_DEPTH; depth++) {
            cid = blocks.add(Cid.DAG_PB, new FileNode(List.of(new Child(cid, 1, 1000))).encode());
        }
        Cid root = cid;

        assertThatThrownBy(() -> new FileStream(root, blocks))
                .isInstanceOf(MalformedNode.class)
                .hasMessageContaining("deeper");
    }
}
