package one.imago.p2p.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.p2p.unixfs.FileNode.Child;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNodeTest {
    private static final String DIGEST = "09fc96082d34c2dfc1295d92073b5ea1dc8ef8da95f14dfded011ffb96d3e54b";
    private static final String HASH = "0a2401551220" + DIGEST;
    private static final String LINK = "122a" + HASH + "12001801";
    private static final Child ONE_BYTE =
            new Child(Cid.of(Cid.RAW, Hash.parse(DIGEST).bytes()), 1, 1);

    @Test
    void readsWhatItWrites() throws MalformedNode {
        FileNode node = new FileNode(List.of(ONE_BYTE, new Child(ONE_BYTE.cid(), 1 << 20, 1 << 21)));

        assertThat(FileNode.decode(node.encode())).isEqualTo(node);
        assertThat(node.fileBytes()).isEqualTo(1 + (1 << 20));
    }

    @Test
    void theSmallestNodeHasThisEncoding() throws MalformedNode {
        assertThat(FileNode.decode(Hex.decodeUpTo(LINK + "0a06080218012001", 1000)))
                .isEqualTo(new FileNode(List.of(ONE_BYTE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                LINK, // no data
                "0a06080218012001", // no links
                "0a06080218012001" + LINK, // data before links
                LINK + "0a06080218012001" + "00", // bytes after the node
                LINK + "0a06080218012001" + LINK, // links on both sides
                LINK + "0a0608021802" + "2001", // file size is not the sum
                LINK + "0a06080218002000", // an empty part
                LINK + "0a08080218812020" + "8120", // a part larger than its blocks
                LINK + "0a0408021801", // no size for the link
                LINK + "0a080802180120012001", // a size without a link
                LINK + "0a0708021801208100", // a number written longer than needed
                LINK + "0a060801" + "18012001", // a directory
                LINK + "0a0908021201ff18012001", // inline data
                LINK + "0a08080218012001" + "2801", // a hash type
                "1228" + HASH + "1801" + "0a06080218012001", // a link without a name
                "122b" + HASH + "1201611801" + "0a06080218012001", // a link with a name
                "1228" + HASH + "1200" + "0a06080218012001", // a link without a size
                "122a0a2401711220" + DIGEST + "12001801" + "0a06080218012001", // dag-cbor
                "12290a2301551220" + DIGEST, // a short id
                "12ffffffff07", // a length beyond the block
                LINK + "0affffffffffffffffff01",
            })
    void refusesWhatIsNotItsOneEncoding(String hex) {
        byte[] block = Hex.decodeUpTo(hex, 1000);

        assertThatThrownBy(() -> FileNode.decode(block)).isInstanceOf(MalformedNode.class);
    }

    @Test
    void refusesMoreLinksThanTheProfileHas() {
        byte[] link = Hex.decodeUpTo(LINK, 100);
        byte[] block = new byte[link.length * (FileNode.MAX_CHILDREN + 1)];
        for (int at = 0; at < block.length; at += link.length) {
            System.arraycopy(link, 0, block, at, link.length);
        }

        assertThatThrownBy(() -> FileNode.decode(block))
                .isInstanceOf(MalformedNode.class)
                .hasMessageContaining("1024");
        assertThatThrownBy(() -> new FileNode(Collections.nCopies(FileNode.MAX_CHILDREN + 1, ONE_BYTE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesSizesThatOverflow() {
        FileNode node = new FileNode(List.of(
                new Child(ONE_BYTE.cid(), Long.MAX_VALUE, Long.MAX_VALUE),
                new Child(ONE_BYTE.cid(), Long.MAX_VALUE, Long.MAX_VALUE)));

        assertThatThrownBy(() -> FileNode.decode(node.encode())).isInstanceOf(MalformedNode.class);
    }
}
