package one.imago.p2p.simulation;

import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.kad.Dht;
import one.imago.p2p.kad.KadMessage;
import one.imago.p2p.kad.PeerAddress;

/** One node of the simulated network. */
final class VirtualPeer {
    /** How a peer answers: as the production class does, or with lies. */
    @FunctionalInterface
    interface Conduct {
        CompletionStage<Optional<KadMessage>> answer(PeerId from, KadMessage request);
    }

    private final int number;
    private final PeerAddress address;
    private final Dht dht;
    private final Conduct conduct;
    private final boolean honest;
    private boolean alive = true;

    /** Numbers of the peers that it has told who it is. */
    final BitSet acquaintances = new BitSet();

    VirtualPeer(int number, PeerAddress address, Dht dht, Optional<Conduct> lies) {
        this.number = number;
        this.address = address;
        this.dht = dht;
        honest = lies.isEmpty();
        conduct = lies.orElse(dht::handle);
    }

    int number() {
        return number;
    }

    PeerAddress address() {
        return address;
    }

    Dht dht() {
        return dht;
    }

    Conduct conduct() {
        return conduct;
    }

    boolean isHonest() {
        return honest;
    }

    boolean isAlive() {
        return alive;
    }

    /** Gone without a word. */
    void die() {
        alive = false;
        dht.stop();
    }
}
