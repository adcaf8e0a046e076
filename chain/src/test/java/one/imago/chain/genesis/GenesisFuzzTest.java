package one.imago.chain.genesis;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Hostile text is refused with a message or read, and what is read is written and read again alike. */
class GenesisFuzzTest {
    @FuzzTest
    void anyTextIsReadOrRefused(byte[] data) throws Exception {
        Genesis genesis;
        try {
            genesis = Genesis.parse(new String(data, StandardCharsets.UTF_8));
        } catch (GenesisException e) {
            return;
        }
        if (!Genesis.parse(genesis.toToml()).equals(genesis)
                || !Genesis.decode(genesis.encode()).equals(genesis)) {
            throw new AssertionError("a genesis is not read as it was written");
        }
    }
}
