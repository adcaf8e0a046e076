package one.imago.p2p.kad;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;
import one.imago.p2p.address.PeerId;

/**
 * The static puzzle of S/Kademlia (Baumgart and Mies 2007, §4.1): SHA-256 over a domain string and the peer id starts
 * with some zero bits. An id that lies where an attacker wants it costs 2^bits times as many keys. The hash is another
 * than the one that gives the id its place, so the puzzle favours no region.
 *
 * @param bits zero bits, 0 (off) to 32
 */
public record IdPuzzle(int bits) {
    private static final byte[] DOMAIN = "imago/id-puzzle/1\0".getBytes(StandardCharsets.US_ASCII);

    public IdPuzzle {
        if (bits < 0 || bits > 32) {
            throw new IllegalArgumentException("a puzzle has 0 to 32 bits, not " + bits);
        }
    }

    /** About a second of one core at a node's first start. */
    public static IdPuzzle standard() {
        return new IdPuzzle(14);
    }

    public static IdPuzzle none() {
        return new IdPuzzle(0);
    }

    public boolean solvedBy(PeerId peer) {
        if (bits == 0) {
            return true;
        }
        byte[] digest = Hash.sha256(DOMAIN, peer.bytes()).bytes();
        int head = (digest[0] & 0xff) << 24 | (digest[1] & 0xff) << 16 | (digest[2] & 0xff) << 8 | (digest[3] & 0xff);
        return Integer.numberOfLeadingZeros(head) >= bits;
    }

    /** Makes keys until one solves the puzzle: 2^bits on average. Burns CPU on the caller's thread. */
    public SigningKey solve(SecureRandom random) {
        while (true) {
            SigningKey key = SigningKey.generate(random);
            if (solvedBy(PeerId.of(key.publicKey()))) {
                return key;
            }
        }
    }
}
