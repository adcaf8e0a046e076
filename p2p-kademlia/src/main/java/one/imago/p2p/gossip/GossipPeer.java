package one.imago.p2p.gossip;

import java.util.HashSet;
import java.util.Set;
import one.imago.p2p.address.PeerId;

/** A connected peer and what it may still do until the next heartbeat. Used by one thread. */
final class GossipPeer {
    private final PeerId id;
    private final boolean outbound;
    private final Set<String> topics = new HashSet<>();
    private int checks;
    private int haveFrames;
    private int asked;

    /**
     * @param outbound whether this node dialled it
     */
    GossipPeer(PeerId id, boolean outbound) {
        this.id = id;
        this.outbound = outbound;
    }

    PeerId id() {
        return id;
    }

    boolean isOutbound() {
        return outbound;
    }

    boolean listensTo(String topic) {
        return topics.contains(topic);
    }

    /** Whether the peer may enter one more topic, and did. */
    boolean enter(String topic) {
        return topics.contains(topic) || (topics.size() < GossipParameters.MAX_TOPICS_PER_PEER && topics.add(topic));
    }

    void leave(String topic) {
        topics.remove(topic);
    }

    boolean beginCheck() {
        if (checks == GossipParameters.MAX_CHECKS_PER_PEER) {
            return false;
        }
        checks++;
        return true;
    }

    void endCheck() {
        checks--;
    }

    /** Whether one more frame of ids may be looked at. */
    boolean admitsHaveFrame() {
        return ++haveFrames <= GossipParameters.MAX_HAVE_FRAMES;
    }

    /** How many ids may still be asked for. */
    int mayBeAsked() {
        return GossipParameters.MAX_HAVE_IDS - asked;
    }

    void wasAsked(int ids) {
        asked += ids;
    }

    void heartbeat() {
        haveFrames = 0;
        asked = 0;
    }
}
