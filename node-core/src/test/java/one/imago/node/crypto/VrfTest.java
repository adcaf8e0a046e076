package one.imago.node.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held against the published vectors, and against the plain arithmetic of {@link EdwardsReference}. */
final class VrfTest {
    private static final long SEED = 20261128;

    /** RFC 9381 appendix B.3, examples 16, 17 and 18: key, public key, input, H, proof, output. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "91bbed02a99461df1ad4c6564a5f5d829d0b90cfc7903e7a5797bd658abf3318,"
                + "8657106690b5526245a92b003bb079ccd1a92130477671f6fc01ad16f26f723f"
                + "26f8a57ccaed74ee1b190bed1f479d97"
                + "27d2d0f9b005a6e456a35d4fb0daab1268a1b0db10836d9826a528ca76567805,"
                + "90cf1df3b703cce59e2a35b925d411164068269d7b2d29f3301c03dd757876ff"
                + "66b71dda49d2de59d03450451af026798e8f81cd2e333de5cdf4f3e140fdd8ae",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "5b659fc3d4e9263fd9a4ed1d022d75eaacc20df5e09f9ea937502396598dc551,"
                + "f3141cd382dc42909d19ec5110469e4feae18300e94f304590abdced48aed593"
                + "3bf0864a62558b3ed7f2fea45c92a465"
                + "301b3bbf5e3e54ddf2d935be3b67926da3ef39226bbc355bdc9850112c8f4b02,"
                + "eb4440665d3891d668e7e0fcaf587f1b4bd7fbfe99d0eb2211ccec90496310eb"
                + "5e33821bc613efb94db5e5b54c70a848a0bef4553a41befc57663b56373a5031",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "bf4339376f5542811de615e3313d2b36f6f53c0acfebb482159711201192576a,"
                + "9bc0f79119cc5604bf02d23b4caede71393cedfbb191434dd016d30177ccbf80"
                + "96bb474e53895c362d8628ee9f9ea3c0"
                + "e52c7a5c691b6c18c9979866568add7a2d41b00b05081ed0f58ee5e31b3a970e,"
                + "645427e5d00c62a23fb703732fa5d892940935942101e456ecca7bb217c61c45"
                + "2118fec1219202a0edcf038bb6373241578be7217ba85a2687f7a0310b2df19f"
    })
    void agreesWithThePublishedVectors(
            String seed, String publicKey, String input, String point, String proof, String output) {
        SigningKey key = SigningKey.ofSeed(Hex.decode(seed, 32));
        byte[] alpha = Hex.decodeUpTo(input, 2);
        assertThat(key.publicKey().hex()).isEqualTo(publicKey);
        assertThat(Hex.encode(Vrf.encodeToCurve(key.publicKey().bytes(), alpha).encode()))
                .isEqualTo(point);
        VrfProof made = Vrf.prove(key, alpha);
        assertThat(made).hasToString(proof).isEqualTo(VrfProof.of(Hex.decode(proof, 80)));
        assertThat(Vrf.output(made)).hasToString(output);
        assertThat(Vrf.verify(key.publicKey(), alpha, made)).contains(VrfOutput.of(Hex.decode(output, 64)));
    }

    @Test
    void everyProofVerifiesForItsOwnKeyAndInputOnly() {
        Random random = new Random(SEED);
        SigningKey other = key(random);
        for (int i = 0; i < 20; i++) {
            SigningKey key = key(random);
            byte[] input = bytes(random, i);
            VrfProof proof = Vrf.prove(key, input);
            assertThat(Vrf.verify(key.publicKey(), input, proof)).contains(Vrf.output(proof));
            assertThat(Vrf.verify(other.publicKey(), input, proof)).isEmpty();
            assertThat(Vrf.verify(key.publicKey(), Arrays.copyOf(input, i + 1), proof))
                    .isEmpty();
        }
    }

    @Test
    void noChangedBitVerifies() {
        SigningKey key = key(new Random(SEED));
        byte[] proof = Vrf.prove(key, new byte[0]).bytes();
        for (int bit = 0; bit < proof.length * 8; bit++) {
            byte[] changed = proof.clone();
            changed[bit >> 3] ^= (byte) (1 << (bit & 7));
            assertThat(accepts(key.publicKey(), new byte[0], changed))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    @Test
    void pointsAddAndMultiplyAsInPlainArithmetic() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20; i++) {
            byte[] a = bytes(random, 32);
            byte[] b = bytes(random, 32);
            EdwardsPoint p = EdwardsPoint.BASE.timesSecret(bytes(random, 32));
            EdwardsReference.Point q = EdwardsReference.decode(p.encode()).orElseThrow();
            assertThat(p.timesSecret(a).encode())
                    .isEqualTo(q.times(EdwardsReference.number(a)).encoded());
            assertThat(EdwardsPoint.sumOfProducts(a, p, b, EdwardsPoint.BASE.negated())
                            .encode())
                    .isEqualTo(q.times(EdwardsReference.number(a))
                            .plus(EdwardsReference.BASE
                                    .times(EdwardsReference.number(b))
                                    .negated())
                            .encoded());
            assertThat(p.timesCofactor().encode()).isEqualTo(q.times(8).encoded());
            assertThat(p.plus(p.negated()).isNeutral()).isTrue();
        }
    }

    @Test
    void scalarsReduceAsInPlainArithmetic() {
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            byte[] wide = i == 0 ? filled(64) : bytes(random, 64);
            byte[] a = i == 0 ? filled(32) : bytes(random, 32);
            byte[] b = i == 0 ? filled(16) : bytes(random, 16);
            byte[] c = i == 0 ? filled(32) : bytes(random, 32);
            assertThat(EdwardsReference.number(GroupScalar.reduce(wide)))
                    .isEqualTo(EdwardsReference.number(wide).mod(EdwardsReference.L));
            assertThat(EdwardsReference.number(GroupScalar.multiplyAdd(a, b, c)))
                    .isEqualTo(EdwardsReference.number(a)
                            .multiply(EdwardsReference.number(b))
                            .add(EdwardsReference.number(c))
                            .mod(EdwardsReference.L));
        }
    }

    @Test
    void onlyTheOneEncodingOfAPointIsRead() {
        byte[] minusZero = Hex.decode("01" + "00".repeat(30) + "80", 32);
        byte[] unreducedOne = EdwardsReference.littleEndian(EdwardsReference.P.add(BigInteger.ONE));
        byte[] notOnTheCurve = Hex.decode("02" + "00".repeat(31), 32);
        for (byte[] encoded : new byte[][] {minusZero, unreducedOne, notOnTheCurve}) {
            assertThat(EdwardsPoint.decode(encoded)).isEmpty();
            assertThatThrownBy(() -> VrfProof.of(Arrays.copyOf(encoded, VrfProof.LENGTH)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("point of the curve");
        }
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            byte[] encoded = bytes(random, 32);
            assertThat(EdwardsPoint.decode(encoded).map(EdwardsPoint::encode).map(Hex::encode))
                    .isEqualTo(EdwardsReference.decode(encoded)
                            .map(EdwardsReference.Point::encoded)
                            .filter(canonical -> Arrays.equals(canonical, encoded))
                            .map(Hex::encode));
        }
    }

    @Test
    void aResponseThatIsNotReducedIsRefused() {
        byte[] proof = Vrf.prove(key(new Random(SEED)), new byte[0]).bytes();
        BigInteger response = EdwardsReference.number(Arrays.copyOfRange(proof, 48, 80));
        byte[] again = EdwardsReference.littleEndian(response.add(EdwardsReference.L));
        System.arraycopy(again, 0, proof, 48, 32);
        assertThatThrownBy(() -> VrfProof.of(proof))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("below the order");
    }

    /** Keys of small order would have an output that everybody knows (RFC 9381 §5.4.5); mixed ones are refused too. */
    @Test
    void keysOutsideTheGroupOfPrimeOrderVerifyNothing() {
        for (int i = 0; i < 8; i++) {
            EdwardsReference.Point small = EdwardsReference.TORSION.times(i);
            // With s = 0 and Γ neutral, U = [−c]Y and V is neutral: true for a small-order key whenever 8 divides c.
            assertThat(Vrf.verify(PublicKey.of(small.encoded()), new byte[0], neutralProof(small.encoded())))
                    .isEmpty();
        }
        byte[] mixed =
                EdwardsReference.BASE.times(77).plus(EdwardsReference.TORSION).encoded();
        SigningKey key = key(new Random(SEED));
        assertThat(Vrf.verify(PublicKey.of(mixed), new byte[0], Vrf.prove(key, new byte[0])))
                .isEmpty();
    }

    /** A holder can add a point of small order to Γ and find a proof that verifies, but not another output. */
    @Test
    void aSecondProofHasTheSameOutput() throws Exception {
        SigningKey key = key(new Random(SEED));
        byte[] publicKey = key.publicKey().bytes();
        byte[] hashed = MessageDigest.getInstance("SHA-512").digest(key.seed());
        byte[] clamped = Arrays.copyOf(hashed, 32);
        clamped[0] &= (byte) 0xf8;
        clamped[31] = (byte) ((clamped[31] & 0x7f) | 0x40);
        BigInteger secret = EdwardsReference.number(clamped);
        byte[] input = "epoch 7".getBytes(StandardCharsets.US_ASCII);
        EdwardsReference.Point h = EdwardsReference.decode(
                        Vrf.encodeToCurve(publicKey, input).encode())
                .orElseThrow();
        EdwardsReference.Point gamma = h.times(secret).plus(EdwardsReference.TORSION);
        for (long nonce = 1; ; nonce++) {
            BigInteger k = BigInteger.valueOf(nonce);
            byte[] c = challenge(
                    publicKey,
                    h.encoded(),
                    gamma.encoded(),
                    EdwardsReference.BASE.times(k).encoded(),
                    h.times(k).encoded());
            if ((c[0] & 7) == 0) {
                BigInteger s =
                        EdwardsReference.number(c).multiply(secret).add(k).mod(EdwardsReference.L);
                byte[] bytes = Arrays.copyOf(gamma.encoded(), 80);
                System.arraycopy(c, 0, bytes, 32, 16);
                System.arraycopy(EdwardsReference.littleEndian(s), 0, bytes, 48, 32);
                VrfProof honest = Vrf.prove(key, input);
                VrfProof second = VrfProof.of(bytes);
                assertThat(second).isNotEqualTo(honest);
                assertThat(Vrf.verify(key.publicKey(), input, second)).contains(Vrf.output(honest));
                return;
            }
        }
    }

    private static VrfProof neutralProof(byte[] publicKey) {
        try {
            byte[] neutral = EdwardsReference.NEUTRAL.encoded();
            byte[] h = Vrf.encodeToCurve(publicKey, new byte[0]).encode();
            byte[] bytes = Arrays.copyOf(neutral, 80);
            System.arraycopy(challenge(publicKey, h, neutral, neutral, neutral), 0, bytes, 32, 16);
            return VrfProof.of(bytes);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] challenge(byte[]... points) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        digest.update(new byte[] {3, 2});
        for (byte[] point : points) {
            digest.update(point);
        }
        digest.update((byte) 0);
        return Arrays.copyOf(digest.digest(), 16);
    }

    static boolean accepts(PublicKey key, byte[] input, byte[] proof) {
        try {
            return Vrf.verify(key, input, VrfProof.of(proof)).isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static SigningKey key(Random random) {
        return SigningKey.ofSeed(bytes(random, 32));
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }
}
