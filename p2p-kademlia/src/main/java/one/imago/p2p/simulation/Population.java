package one.imago.p2p.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import one.imago.node.crypto.PublicKey;
import one.imago.node.storage.InMemoryStorage;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.kad.Dht;
import one.imago.p2p.kad.KadParameters;
import one.imago.p2p.kad.Key;
import one.imago.p2p.kad.PeerAddress;
import one.imago.p2p.kad.RecordSegments;

/** Makes the nodes of a simulation, and chooses among them. */
final class Population {
    private static final int BOOTSTRAP = 5;
    private static final long BETWEEN_REFRESHES = 100;

    private final VirtualTime time;
    private final SplittableRandom random;
    private final VirtualNetwork network;
    private final KadParameters parameters;
    private final InMemoryStorage storage = new InMemoryStorage();
    private final List<VirtualPeer> peers = new ArrayList<>();

    Population(VirtualTime time, SplittableRandom random, VirtualNetwork network, KadParameters parameters) {
        this.time = time;
        this.random = random;
        this.network = network;
        this.parameters = parameters;
    }

    /** A peer id and an address of its own; the puzzle is off, so that an adversary is as rich as can be. */
    PeerAddress identity() {
        byte[] key = new byte[PublicKey.LENGTH];
        random.nextBytes(key);
        int ip = random.nextInt();
        // 11 to 99: public addresses, so that the limits of IP groups hold.
        String host =
                (11 + Math.floorMod(ip, 89)) + "." + (ip >>> 8 & 255) + "." + (ip >>> 16 & 255) + "." + (ip >>> 24);
        return PeerAddress.of(PeerId.of(PublicKey.of(key)), List.of(Multiaddr.parse("/ip4/" + host + "/tcp/4001")));
    }

    List<PeerAddress> identities(int count) {
        List<PeerAddress> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            made.add(identity());
        }
        return made;
    }

    /** The {@code count} nearest to a target of as many identities as it takes to be nearer than the honest. */
    List<PeerAddress> ground(Key target, int count, int honest) {
        List<PeerAddress> made = identities(2 * count * honest);
        made.sort(target.nearest());
        return List.copyOf(made.subList(0, count));
    }

    /** A node that joins through some that are there. */
    VirtualPeer join(PeerAddress identity, Optional<VirtualPeer.Conduct> lies) {
        int number = peers.size();
        Dht dht = new Dht(
                new Dht.Surroundings(
                        identity.id(),
                        identity::addresses,
                        network.link(identity.id()),
                        time,
                        storage.open("node" + number, RecordSegments.ALL),
                        random.split()),
                parameters);
        List<PeerAddress> bootstrap = new ArrayList<>();
        for (int i = 0; i < BOOTSTRAP && number > 0; i++) {
            anybody().map(VirtualPeer::address).ifPresent(bootstrap::add);
        }
        VirtualPeer peer = new VirtualPeer(number, identity, dht, lies);
        peers.add(peer);
        network.add(peer);
        dht.start(bootstrap);
        return peer;
    }

    private Optional<VirtualPeer> anybody() {
        for (int tries = 0; tries < 1_000; tries++) {
            VirtualPeer peer = peers.get(random.nextInt(peers.size()));
            if (peer.isAlive()) {
                return Optional.of(peer);
            }
        }
        return Optional.empty();
    }

    /** A living, honest node. */
    VirtualPeer anyHonest() {
        while (true) {
            VirtualPeer peer = peers.get(random.nextInt(peers.size()));
            if (peer.isAlive() && peer.isHonest()) {
                return peer;
            }
        }
    }

    /** Everybody looks around once. */
    void refresh() {
        for (VirtualPeer peer : peers) {
            peer.dht().refresh();
            time.pass(Duration.ofMillis(BETWEEN_REFRESHES));
        }
    }

    /** This part of all that live dies at once. */
    void kill(double part) {
        List<VirtualPeer> living =
                new ArrayList<>(peers.stream().filter(VirtualPeer::isAlive).toList());
        int dying = (int) (part * living.size());
        for (int i = 0; i < dying; i++) {
            living.remove(random.nextInt(living.size())).die();
        }
    }
}
