package one.imago.p2p.kad;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.IntStream;
import one.imago.node.crypto.Hash;
import org.junit.jupiter.api.Test;

class KeyPropertyTest {
    private static final long SEED = 4;
    private final Random random = new Random(SEED);

    private Key key(int sharedWith, Key center) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        BigInteger mask = BigInteger.ONE.shiftLeft(256 - sharedWith).subtract(BigInteger.ONE);
        BigInteger mixed = number(center).andNot(mask).or(new BigInteger(1, bytes).and(mask));
        byte[] plain = mixed.toByteArray();
        byte[] fixed = new byte[32];
        for (int i = 0; i < Math.min(32, plain.length); i++) {
            fixed[31 - i] = plain[plain.length - 1 - i];
        }
        return Key.ofBytes(fixed);
    }

    private static BigInteger number(Key key) {
        return new BigInteger(1, key.bytes());
    }

    @Test
    void distancesAreThoseOfBigNumbers() {
        for (int i = 0; i < 2_000; i++) {
            Key center = key(0, Key.of(new byte[] {1}));
            Key one = key(random.nextInt(257), center);
            Key two = key(random.nextInt(257), center);
            BigInteger toOne = number(center).xor(number(one));
            BigInteger toTwo = number(center).xor(number(two));
            assertThat(Integer.signum(center.compareDistance(one, two))).isEqualTo(toOne.compareTo(toTwo));
            assertThat(center.sharedBits(one)).isEqualTo(256 - toOne.bitLength());
            assertThat(Integer.signum(one.compareTo(two))).isEqualTo(number(one).compareTo(number(two)));
            assertThat(center.fraction(one))
                    .isEqualTo(Math.scalb(toOne.shiftRight(203).doubleValue(), -53));
        }
    }

    @Test
    void aPlaceIsTheHashOfTheWiresKey() {
        assertThat(Key.of("abc".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .bytes())
                .isEqualTo(Hash.parse("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                        .bytes());
        var content = Peers.content(random);
        assertThat(Key.of(content)).isEqualTo(Key.of(content.bytes()));
    }

    @Test
    void preimagesLieWhereTheyShould() {
        Key center = Key.of(new byte[] {9});
        var found = Preimages.find(center, 2, 9, random);
        assertThat(found.keySet())
                .containsExactlyElementsOf(IntStream.rangeClosed(2, 9).boxed().toList());
        found.forEach(
                (bits, bytes) -> assertThat(Key.of(bytes).sharedBits(center)).isEqualTo(bits));
    }
}
