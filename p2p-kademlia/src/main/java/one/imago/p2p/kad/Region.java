package one.imago.p2p.kad;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The part of the keyspace around a target where {@code k} honest peers are expected, and whether strangers crowd it.
 *
 * <p>The attack: 20 to 40 ids, ground so that they lie nearer to a key than anybody honest, are all that a plain lookup
 * stores at and asks; they take the record and deny it. Their number does not help them against a rule of distance: a
 * record belongs to <em>everybody</em> within the radius in which a network of this size has {@code k} peers. The crowd
 * gives itself away, since the {@code k} nearest lie many times closer than the size of the network allows (20 peers
 * where 8 are expected happens once in 4,000 keys). Then the honest neighbours are looked for where the crowd is not: in
 * the sibling subtrees, one lookup for each bit of the key from the radius to the crowd, since asking for the key itself
 * finds only the crowd.
 *
 * <p>After region-based storage (SR-DHT-Store, arXiv 2505.01139), with distances in place of prefixes and the detection
 * in front, so that a key that nobody attacks costs nothing more.
 *
 * @param target its centre
 * @param radius as a part of the keyspace
 * @param innermost bits that the whole crowd shares with the target
 */
record Region(Key target, double radius, int innermost) {
    /**
     * Judges what a lookup found.
     *
     * @param size estimated servers in the network; 0 when unknown
     */
    static Optional<Region> crowded(LookupResult found, double size, KadParameters parameters) {
        int k = parameters.k();
        if (found.answered().size() < k || size < 2.0 * k) {
            return Optional.empty();
        }
        Key farthest = found.answered().get(k - 1).key();
        double expected = size * found.target().fraction(farthest);
        if (expected * parameters.lookup().crowding() > k) {
            return Optional.empty();
        }
        return Optional.of(new Region(found.target(), k / size, found.target().sharedBits(farthest)));
    }

    /** Wire keys of places to look for the honest neighbours. */
    Collection<byte[]> siblings(RandomGenerator random) {
        int outermost = Math.max(0, (int) Math.floor(-Math.log(radius) / Math.log(2)));
        return Preimages.find(target, outermost, innermost, random).values();
    }

    /** Those within the radius, at least the {@code k} nearest and at most {@code limit}, nearest first. */
    List<PeerAddress> members(List<PeerAddress> nearestFirst, int k, int limit) {
        List<PeerAddress> members = new ArrayList<>();
        for (PeerAddress peer : nearestFirst) {
            if (members.size() >= limit || (members.size() >= k && target.fraction(peer.key()) > radius)) {
                break;
            }
            members.add(peer);
        }
        return members;
    }
}
