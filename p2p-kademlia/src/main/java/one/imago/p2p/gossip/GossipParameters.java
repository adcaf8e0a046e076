package one.imago.p2p.gossip;

import java.time.Duration;

/**
 * Every tuned number of gossip in one place. Those of the mesh are the defaults of gossipsub 1.1
 * (libp2p/specs/pubsub/gossipsub); limits on what a stranger may cause are this project's.
 */
final class GossipParameters {
    /** Peers wanted in a mesh. */
    static final int D = 6;

    /** Fewer than this: look for more. */
    static final int D_LOW = 4;

    /** More than this: let some go. */
    static final int D_HIGH = 12;

    /** At least so many of a mesh are connections that this node opened: an attacker cannot open those. */
    static final int D_OUT = 2;

    /** So many of the best are kept when a mesh is cut back. */
    static final int D_SCORE = 4;

    /** At least so many peers outside the mesh hear of messages in each heartbeat. */
    static final int D_LAZY = 6;

    /** Or this share of them, when that is more. */
    static final double GOSSIP_FACTOR = 0.25;

    static final Duration HEARTBEAT = Duration.ofSeconds(1);
    static final Duration FANOUT_TTL = Duration.ofSeconds(60);

    /** Heartbeats for which a message can be asked for. */
    static final int HISTORY = 5;

    /** Heartbeats for which it is told of. */
    static final int HISTORY_GOSSIP = 3;

    /** Bytes of messages kept to be asked for; the oldest go first. */
    static final long MAX_HISTORY_BYTES = 32L << 20;

    /** How long a message is known as a duplicate; longer than it can live in any peer's history. */
    static final Duration SEEN_TTL = Duration.ofMinutes(2);

    static final int MAX_SEEN = 1 << 17;
    static final Duration PRUNE_BACKOFF = Duration.ofMinutes(1);
    static final Duration UNSUBSCRIBE_BACKOFF = Duration.ofSeconds(10);

    /** The longest backoff that a peer may ask for. */
    static final Duration MAX_BACKOFF = Duration.ofHours(1);

    static final Duration BACKOFF_SLACK = Duration.ofSeconds(2);

    /** Asking back in so soon after being let go is counted twice. */
    static final Duration GRAFT_FLOOD = Duration.ofSeconds(10);

    /** Ids that a peer may name, or be asked for, in one heartbeat. */
    static final int MAX_HAVE_IDS = 5000;

    /** Frames in which a peer may name ids in one heartbeat. */
    static final int MAX_HAVE_FRAMES = 10;

    /** How long a peer has to send what it said it has. */
    static final Duration WANT_FOLLOW_UP = Duration.ofSeconds(3);

    /** How often one peer gets the same message by asking. */
    static final int MAX_RETRANSMISSIONS = 3;

    /** Own messages up to this size go to every subscriber at once; larger ones only to the mesh. */
    static final int MAX_FLOOD_BYTES = 64 << 10;

    /** Heartbeats between looks at whether the whole mesh is mediocre. */
    static final int OPPORTUNISTIC_TICKS = 60;

    static final int OPPORTUNISTIC_PEERS = 2;

    /** Topics that one peer may subscribe to. */
    static final int MAX_TOPICS_PER_PEER = 128;

    /** Messages of one peer that wait for their check. */
    static final int MAX_CHECKS_PER_PEER = 32;

    /** Messages of all peers that wait for their check. */
    static final int MAX_CHECKS = 256;

    private GossipParameters() {}
}
