package one.imago.node.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

final class KeyFileFuzzTest {
    /** Any bytes are refused as bad, or are a key file that is written back as it was read. */
    @FuzzTest
    void readsAnyBytes(byte[] json) throws KeystoreException {
        KeyFile file;
        try {
            file = KeyFile.parse(json);
        } catch (KeystoreException e) {
            assertThat(e.kind()).isIn(KeystoreException.Kind.BAD_FILE, KeystoreException.Kind.BAD_NAME);
            return;
        }
        KeyFile again = KeyFile.parse(file.toJson());
        assertThat(again.name()).isEqualTo(file.name());
        assertThat(again.cost()).isEqualTo(file.cost());
        assertThat(again.ciphertext()).isEqualTo(file.ciphertext());
    }
}
