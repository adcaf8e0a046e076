package one.imago.node.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both libraries, and the plain arithmetic of {@link EdwardsReference}, give one verdict on the same bytes. */
final class SignatureRuleTest {
    private static final List<Ed25519Rule> RULES = rules();

    private static List<Ed25519Rule> rules() {
        List<Ed25519Rule> rules = new ArrayList<>();
        rules.add(new Ed25519Rule(new PortableEd25519()));
        NativeEd25519.load().ifPresent(provider -> rules.add(new Ed25519Rule(provider)));
        return rules;
    }

    /** The one verdict of every library here. */
    private static boolean verdict(byte[] key, byte[] message, byte[] signature, String what) {
        List<Boolean> verdicts = RULES.stream()
                .map(rule -> rule.accepts(PublicKey.of(key), message, signature))
                .distinct()
                .toList();
        assertThat(verdicts)
                .as(
                        "libraries differ: %s, key %s, message %s, signature %s",
                        what, Hex.encode(key), Hex.encode(message), Hex.encode(signature))
                .hasSize(1);
        return verdicts.get(0);
    }

    @Test
    void theFastLibraryLoadsWhereItIsShipped() {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the native library is shipped for Linux on x86-64");
        assertThat(RULES).hasSize(2);
    }

    /** RFC 8032 §7.1. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da0"
                + "85ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac1"
                + "8ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void agreesWithThePublishedVectors(String seed, String publicKey, String message, String signature) {
        SigningKey key = SigningKey.ofSeed(Hex.decode(seed, 32));
        byte[] signed = Hex.decodeUpTo(message, 2);
        assertThat(key.publicKey().hex()).isEqualTo(publicKey);
        assertThat(Hex.encode(key.signRaw(signed))).isEqualTo(signature);
        assertThat(verdict(key.publicKey().bytes(), signed, Hex.decode(signature, 64), "RFC 8032"))
                .isTrue();
    }

    static Stream<SpecialSignature> specialSignatures() {
        return SpecialSignature.all().stream();
    }

    @ParameterizedTest
    @MethodSource("specialSignatures")
    void refusesSignaturesAboutWhichLibrariesDiffer(SpecialSignature special) {
        assertThat(verdict(special.key(), special.message(), special.signature(), special.name()))
                .isFalse();
        assertThat(EdwardsReference.accepts(special.key(), special.message(), special.signature()))
                .isFalse();
    }

    @Test
    void refusesEveryKeyAndEveryRWithATorsionComponent() {
        BigInteger secret = BigInteger.valueOf(123456789);
        BigInteger nonce = BigInteger.valueOf(987654321);
        for (int keyTorsion = 0; keyTorsion < 8; keyTorsion++) {
            for (int nonceTorsion = 0; nonceTorsion < 8; nonceTorsion++) {
                byte[] key = EdwardsReference.BASE
                        .times(secret)
                        .plus(EdwardsReference.TORSION.times(keyTorsion))
                        .encoded();
                byte[] r = EdwardsReference.BASE
                        .times(nonce)
                        .plus(EdwardsReference.TORSION.times(nonceTorsion))
                        .encoded();
                for (int i = 0; i < 8; i++) {
                    byte[] message = {(byte) keyTorsion, (byte) nonceTorsion, (byte) i};
                    BigInteger s = nonce.add(
                                    EdwardsReference.challenge(r, key, message).multiply(secret))
                            .mod(EdwardsReference.L);
                    String what = String.format(Locale.ROOT, "A + %dT, R + %dT", keyTorsion, nonceTorsion);
                    assertThat(verdict(key, message, SpecialSignature.join(r, s), what))
                            .as(what)
                            .isEqualTo(keyTorsion == 0 && nonceTorsion == 0);
                }
            }
        }
    }

    @Test
    void refusesEveryEncodingOfASmallOrderPoint() {
        SigningKey honest = SigningKey.ofSeed(new byte[32]);
        byte[] message = {1};
        byte[] good = honest.signRaw(message);
        for (byte[] encoding : smallOrderEncodings()) {
            assertThat(verdict(encoding, message, good, "small key")).isFalse();
            byte[] signature = good.clone();
            System.arraycopy(encoding, 0, signature, 0, 32);
            assertThat(verdict(honest.publicKey().bytes(), message, signature, "small R"))
                    .isFalse();
            Arrays.fill(signature, 32, 64, (byte) 0);
            assertThat(verdict(encoding, message, signature, "both small")).isFalse();
        }
    }

    /** Canonical ones, those with the sign bit set for x = 0, and those with y not reduced. */
    private static List<byte[]> smallOrderEncodings() {
        List<byte[]> encodings = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            EdwardsReference.Point point = EdwardsReference.TORSION.times(i);
            for (BigInteger y : List.of(point.y(), point.y().add(EdwardsReference.P))) {
                if (y.bitLength() <= 255) {
                    byte[] encoding = EdwardsReference.littleEndian(y);
                    encodings.add(encoding.clone());
                    encoding[31] |= (byte) 0x80;
                    encodings.add(encoding);
                }
            }
        }
        return encodings;
    }

    @Test
    void agreesOnThousandsOfSignaturesAndTheirMutations() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] keySeed = new byte[32];
            keySeed[0] = (byte) random.nextInt(); // few keys, so that the cache is used as well
            SigningKey key = SigningKey.ofSeed(keySeed);
            byte[] message = new byte[random.nextInt(200)];
            random.nextBytes(message);
            byte[] publicKey = key.publicKey().bytes();
            byte[] signature = key.signRaw(message);
            mutate(random, publicKey, message, signature);
            String what = "seed " + seed + ", round " + i;
            boolean verdict = verdict(publicKey, message, signature, what);
            if (i % 100 == 0) {
                assertThat(verdict).as(what).isEqualTo(EdwardsReference.accepts(publicKey, message, signature));
            }
            accepted += verdict ? 1 : 0;
        }
        assertThat(accepted).as("seed %d", seed).isBetween(300, 2700);
    }

    private static void mutate(Random random, byte[] publicKey, byte[] message, byte[] signature) {
        switch (random.nextInt(6)) {
            case 0 -> flip(random, signature);
            case 1 -> flip(random, message);
            case 2 -> flip(random, publicKey);
            case 3 -> {
                BigInteger s = EdwardsReference.number(Arrays.copyOfRange(signature, 32, 64))
                        .add(EdwardsReference.L.multiply(BigInteger.valueOf(1 + random.nextInt(8))));
                System.arraycopy(EdwardsReference.littleEndian(s), 0, signature, 32, 32);
            }
            default -> {}
        }
    }

    private static void flip(Random random, byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    @Test
    void refusesSignaturesOfAnotherLength() {
        SigningKey key = SigningKey.ofSeed(new byte[32]);
        byte[] message = {1};
        for (int length : new int[] {0, 1, 32, 63, 65, 1000}) {
            byte[] signature = Arrays.copyOf(key.signRaw(message), length);
            assertThat(verdict(key.publicKey().bytes(), message, signature, "length " + length))
                    .isFalse();
        }
    }

    @Test
    void aSignatureOfOneKindIsNoneOfAnother() {
        SigningKey key = SigningKey.generate(new SecureRandom());
        byte[] message = "message".getBytes(StandardCharsets.US_ASCII);
        byte[] signature = key.sign(SignatureDomain.VOTE, message);
        for (SignatureDomain domain : SignatureDomain.values()) {
            assertThat(SignatureVerifier.verify(key.publicKey(), domain, message, signature))
                    .isEqualTo(domain == SignatureDomain.VOTE);
        }
    }

    @Test
    void theLibraryIsASetting() {
        SignatureVerifier.select(SignatureVerifier.PROVIDER.parser().apply("portable"));
        try {
            assertThat(SignatureVerifier.providerName()).isEqualTo("BouncyCastle");
        } finally {
            SignatureVerifier.select(SignatureVerifier.Choice.AUTO);
        }
        assertThatThrownBy(() -> SignatureVerifier.PROVIDER.parser().apply("quick"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("auto, fast or portable");
    }

    @Test
    void aKeyDoesNotShowItsSeed() {
        SigningKey key = SigningKey.generate(new SecureRandom());
        assertThat(key.toString()).doesNotContain(Hex.encode(key.seed()));
        assertThat(SealingKey.of(key).toString())
                .doesNotContain(Hex.encode(SealingKey.of(key).secret()));
    }
}
