package one.imago.p2p.replica;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;

/** Who holds what: those whose ids are closest to the content's key by exclusive or, as in Kademlia. */
public final class Placement {
    /** Holders of a preview. */
    public static final int PREVIEW_HOLDERS = 5;

    private Placement() {}

    /** Where content stands among node ids: SHA-256 of its multihash, the provider key of the network. */
    public static Hash key(Cid cid) {
        byte[] digest = cid.digest();
        byte[] multihash = new byte[2 + digest.length];
        multihash[0] = 0x12;
        multihash[1] = 0x20;
        System.arraycopy(digest, 0, multihash, 2, digest.length);
        return Hash.sha256(multihash);
    }

    /** The closest nodes, the closest first. */
    public static List<Hash> closest(Hash key, Collection<Hash> nodes, int count) {
        return nodes.stream().sorted(byDistance(key)).limit(count).toList();
    }

    /** Whether fewer than {@code count} of the others are closer than this node. */
    public static boolean isAmongClosest(Hash self, Hash key, Collection<Hash> others, int count) {
        Comparator<Hash> order = byDistance(key);
        return others.stream()
                        .filter(other -> !other.equals(self) && order.compare(other, self) < 0)
                        .limit(count)
                        .count()
                < count;
    }

    /** A holder for each shard, in order: the closest that holds no earlier shard of the same file, as long as there is one. */
    public static List<Hash> spread(List<Cid> shards, Collection<Hash> nodes) {
        List<Hash> holders = new ArrayList<>();
        Set<Hash> taken = new HashSet<>();
        for (Cid shard : shards) {
            if (taken.size() == nodes.size()) {
                taken.clear();
            }
            Comparator<Hash> order = byDistance(key(shard));
            nodes.stream().filter(node -> !taken.contains(node)).min(order).ifPresent(node -> {
                taken.add(node);
                holders.add(node);
            });
        }
        return holders;
    }

    private static Comparator<Hash> byDistance(Hash key) {
        byte[] origin = key.bytes();
        return (a, b) -> {
            byte[] left = a.bytes();
            byte[] right = b.bytes();
            for (int i = 0; i < origin.length; i++) {
                int difference = ((left[i] ^ origin[i]) & 0xff) - ((right[i] ^ origin[i]) & 0xff);
                if (difference != 0) {
                    return difference;
                }
            }
            return 0;
        };
    }
}
