package one.imago.p2p.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class FileNodeFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void decodesOnlyWhatItWouldWriteItself(byte[] block) {
        FileNode node;
        try {
            node = FileNode.decode(block);
        } catch (MalformedNode e) {
            return;
        }
        assertThat(node.encode()).isEqualTo(block);
        assertThat(node.fileBytes()).isPositive();
    }
}
