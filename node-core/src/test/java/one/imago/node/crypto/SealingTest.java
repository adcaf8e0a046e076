package one.imago.node.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import one.imago.node.content.Cid;
import org.junit.jupiter.api.Test;

final class SealingTest {
    private static final byte[] CONTENT = "a picture, or what stands for one".getBytes(US_ASCII);
    private static final byte[] WORK = "work".getBytes(US_ASCII);
    private final SecureRandom random = new SecureRandom();
    private final SealingKey alice = SealingKey.of(SigningKey.generate(random));
    private final SealingKey bob = SealingKey.of(SigningKey.generate(random));

    @Test
    void opensForItsRecipientAlone() throws SealingException {
        byte[] sealed = Sealing.seal(alice.publicKey(), CONTENT, WORK, random);
        assertThat(sealed).hasSize((int) Sealing.sealedLength(CONTENT.length));
        assertThat(Sealing.open(alice, sealed, WORK)).isEqualTo(CONTENT);
        assertThatThrownBy(() -> Sealing.open(bob, sealed, WORK))
                .isInstanceOf(SealingException.class)
                .hasMessageContaining("another key");
        assertThatThrownBy(() -> Sealing.open(alice, sealed, CONTENT))
                .isInstanceOf(SealingException.class)
                .hasMessageContaining("belongs to something else");
    }

    @Test
    void sealsNothingAndMuch() throws SealingException {
        assertThat(Sealing.open(alice, Sealing.seal(alice.publicKey(), new byte[0], WORK, random), WORK))
                .isEmpty();
        byte[] large = new byte[3_000_001];
        Arrays.fill(large, (byte) 7);
        assertThat(Sealing.open(alice, Sealing.seal(alice.publicKey(), large, WORK, random), WORK))
                .isEqualTo(large);
    }

    @Test
    void neverSealsTheSameWayTwice() {
        assertThat(Sealing.seal(alice.publicKey(), CONTENT, WORK, random))
                .isNotEqualTo(Sealing.seal(alice.publicKey(), CONTENT, WORK, random));
    }

    @Test
    void refusesEveryChangedByteAndEveryPrefix() {
        byte[] sealed = Sealing.seal(alice.publicKey(), CONTENT, WORK, random);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 0x10;
            assertThatThrownBy(() -> Sealing.open(alice, changed, WORK))
                    .as("byte %d", i)
                    .isInstanceOf(SealingException.class);
            byte[] cut = Arrays.copyOf(sealed, i);
            assertThatThrownBy(() -> Sealing.open(alice, cut, WORK)).isInstanceOf(SealingException.class);
        }
        assertThatThrownBy(() -> Sealing.open(alice, Arrays.copyOf(sealed, sealed.length + 1), WORK))
                .isInstanceOf(SealingException.class);
    }

    @Test
    void refusesARecipientThatAnybodyCouldOpenFor() {
        assertThatThrownBy(() -> Sealing.seal(SealingPublicKey.of(new byte[32]), CONTENT, WORK, random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not usable");
    }

    @Test
    void refusesMoreThanItHolds() {
        byte[] tooMuch = new byte[Sealing.MAX_CONTENT + 1];
        assertThatThrownBy(() -> Sealing.seal(alice.publicKey(), tooMuch, WORK, random))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SealingKey golden() {
        return SealingKey.of(SigningKey.ofSeed(Hex.decode(KeystoreTest.seedOfGoldenFiles(), 32)));
    }

    @Test
    void readsTheFirstFormatForEver() throws SealingException {
        byte[] sealed = Hex.decodeUpTo(new String(Golden.file("sealed-1.hex"), US_ASCII).strip(), 1000);
        assertThat(Sealing.open(golden(), sealed, WORK)).isEqualTo(CONTENT);
    }

    @Test
    void writesTheSecondFormatAsItStands() throws SealingException {
        byte[] sealed = Sealing.seal(golden().publicKey(), CONTENT, WORK, new CountingRandom());
        assertThat(Hex.encode(sealed)).isEqualTo(new String(Golden.file("sealed-2.hex"), US_ASCII).strip());
        assertThat(Sealing.open(golden(), sealed, WORK)).isEqualTo(CONTENT);
    }

    @Test
    void anIndependentReadingOfTheStandardsOpensIt() throws Exception {
        byte[] sealed = Sealing.seal(alice.publicKey(), CONTENT, WORK, random);
        assertThat(SealingReference.open(alice.secret(), alice.publicKey().bytes(), sealed, WORK))
                .isEqualTo(CONTENT);
    }

    @Test
    void goesThroughInChunksOfWhichNoneMayMoveOrBeMissing() throws Exception {
        int chunk = ChunkCipher.CHUNK_BYTES;
        for (int length : new int[] {0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 5}) {
            byte[] content = new byte[length];
            new Random(length).nextBytes(content);
            byte[] sealed = Sealing.seal(alice.publicKey(), content, WORK, random);
            assertThat(sealed).hasSize((int) Sealing.sealedLength(length));
            assertThat(Sealing.open(alice, sealed, WORK)).isEqualTo(content);
            assertThat(SealingReference.open(alice.secret(), alice.publicKey().bytes(), sealed, WORK))
                    .isEqualTo(content);
        }
        byte[] sealed = Sealing.seal(alice.publicKey(), new byte[3 * chunk], WORK, random);
        int whole = chunk + 16;
        byte[] cut = Arrays.copyOf(sealed, sealed.length - whole);
        byte[] swapped = sealed.clone();
        System.arraycopy(sealed, Sealing.HEADER_LENGTH, swapped, Sealing.HEADER_LENGTH + whole, whole);
        System.arraycopy(sealed, Sealing.HEADER_LENGTH + whole, swapped, Sealing.HEADER_LENGTH, whole);
        byte[] longer = Arrays.copyOf(sealed, sealed.length + whole);
        System.arraycopy(sealed, sealed.length - whole, longer, sealed.length, whole);
        for (byte[] wrong : new byte[][] {cut, swapped, longer}) {
            assertThatThrownBy(() -> Sealing.open(alice, wrong, WORK)).isInstanceOf(SealingException.class);
        }
    }

    @Test
    void aBuyerOpensTheSameBytesWithAKeyWrappedAnew() throws Exception {
        byte[] sealed = Sealing.seal(alice.publicKey(), CONTENT, WORK, random);
        Cid cid = Cid.of(Cid.RAW, Hash.sha256(sealed).bytes());

        SealedKey granted = SealedKey.grant(alice, cid, sealed, bob.publicKey(), random);

        assertThat(granted.encode()).hasSize(SealedKey.LENGTH);
        assertThat(opened(bob, SealedKey.decode(granted.encode()), sealed)).isEqualTo(CONTENT);
        assertThatThrownBy(() -> opened(alice, granted, sealed)).isInstanceOf(SealingException.class);
        assertThatThrownBy(() -> SealedKey.grant(bob, cid, sealed, bob.publicKey(), random))
                .isInstanceOf(SealingException.class);
        byte[] other = Sealing.seal(alice.publicKey(), CONTENT, WORK, random);
        assertThatThrownBy(() -> opened(bob, granted, other)).isInstanceOf(SealingException.class);
        for (int i = 0; i < SealedKey.LENGTH; i++) {
            byte[] changed = granted.encode();
            changed[i] ^= 1;
            assertThatThrownBy(() -> opened(bob, SealedKey.decode(changed), sealed))
                    .as("byte %d", i)
                    .isInstanceOf(SealingException.class);
        }
    }

    @Test
    void aKeyIsAlsoWrappedAnewForContentInTheFirstFormat() throws Exception {
        byte[] sealed = Hex.decodeUpTo(new String(Golden.file("sealed-1.hex"), US_ASCII).strip(), 1000);
        Cid cid = Cid.of(Cid.RAW, Hash.sha256(sealed).bytes());

        SealedKey granted = SealedKey.grant(golden(), cid, sealed, bob.publicKey(), random);

        assertThat(opened(bob, granted, sealed)).isEqualTo(CONTENT);
    }

    @Test
    void sealedKeysHaveThisForm() throws Exception {
        byte[] sealed = Hex.decodeUpTo(new String(Golden.file("sealed-1.hex"), US_ASCII).strip(), 1000);
        Cid cid = Cid.of(Cid.RAW, Hash.sha256(sealed).bytes());

        SealedKey granted = SealedKey.grant(golden(), cid, sealed, golden().publicKey(), new CountingRandom());

        assertThat(Hex.encode(granted.encode()))
                .isEqualTo(new String(Golden.file("sealed-key-1.hex"), US_ASCII).strip());
    }

    private static byte[] opened(SealingKey recipient, SealedKey key, byte[] sealed) throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Sealing.open(recipient, key, new ByteArrayInputStream(sealed), content, WORK);
        return content.toByteArray();
    }
}
