package one.imago.node.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Strict RFC 8032 verification whose verdict does not depend on the library.
 *
 * <p>Ed25519 libraries agree on honest signatures and differ on crafted ones ("Taming the many EdDSAs", Chalkias,
 * Garillot, Nikolaenko 2020): some multiply the equation by the cofactor 8, some take encodings that are not reduced,
 * some take keys of small order. Of the two used here AWS-LC compares the bytes of R (cofactorless) and BouncyCastle
 * multiplies by 8 (cofactored). They can only differ where a point has a component outside the subgroup of prime order
 * L. So keys and R with such a component are refused, and inside the subgroup both equations are the same statement.
 *
 * <p>Checking that a key has order L costs about as much as a verification, so keys are kept once they have passed. The
 * cache is bounded: a stranger with many keys costs time, never memory.
 */
final class Ed25519Rule {
    private static final int SIGNATURE_LENGTH = 64;
    private static final int MAX_CACHED_KEYS = 1 << 16;

    /** L = 2^252 + 27742317777372353535851937790883648493 in little endian. */
    private static final byte[] ORDER =
            littleEndian("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");

    /** p = 2^255 − 19 in little endian. */
    private static final byte[] PRIME =
            littleEndian("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");

    private final Ed25519Provider provider;
    private final Cache<PublicKey, Optional<Ed25519Provider.Key>> keys =
            Caffeine.newBuilder().maximumSize(MAX_CACHED_KEYS).build();

    Ed25519Rule(Ed25519Provider provider) {
        this.provider = provider;
    }

    String providerName() {
        return provider.name();
    }

    boolean accepts(PublicKey publicKey, byte[] signed, byte[] signature) {
        // Cheap checks over bytes come first, so that garbage costs nothing.
        if (signature.length != SIGNATURE_LENGTH
                || !isBelow(signature, 32, ORDER, 0xff)
                || !isCanonicalPoint(signature, 0)) {
            return false;
        }
        Optional<Ed25519Provider.Key> key = keys.get(publicKey, this::prepare);
        return key.isPresent() && key.get().verifies(signed, signature);
    }

    private Optional<Ed25519Provider.Key> prepare(PublicKey publicKey) {
        byte[] key = publicKey.bytes();
        if (!isCanonicalPoint(key, 0) || !Ed25519.validatePublicKeyFull(key, 0)) {
            return Optional.empty();
        }
        return Optional.of(provider.prepare(key));
    }

    /**
     * Whether the 32 bytes are a reduced y with a sign bit, and not a point of small order. The two points with x = 0
     * are of small order, so that "−0" needs no check of its own. Mixed orders are left to the subgroup check.
     */
    private static boolean isCanonicalPoint(byte[] bytes, int offset) {
        return isBelow(bytes, offset, PRIME, 0x7f) && !SmallOrder.isEncodedAt(bytes, offset);
    }

    /** Whether 32 little-endian bytes, the top one masked, are a number below {@code bound}. */
    private static boolean isBelow(byte[] bytes, int offset, byte[] bound, int topMask) {
        for (int i = 31; i >= 0; i--) {
            int value = bytes[offset + i] & (i == 31 ? topMask : 0xff);
            int limit = bound[i] & 0xff;
            if (value != limit) {
                return value < limit;
            }
        }
        return false;
    }

    private static byte[] littleEndian(String bigEndianHex) {
        byte[] bytes = Hex.decode(bigEndianHex, 32);
        for (int i = 0; i < 16; i++) {
            byte swapped = bytes[i];
            bytes[i] = bytes[31 - i];
            bytes[31 - i] = swapped;
        }
        return bytes;
    }
}
