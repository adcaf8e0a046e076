package one.imago.p2p.gossip;

/** What is let go first when a peer reads too slowly: the last of these. */
enum Urgency {
    /** Whole messages, and subscriptions, without which a peer sends nothing. */
    MESSAGE,
    /** Entering and leaving meshes: the next heartbeat sets right what is lost. */
    CONTROL,
    /** Talk of messages, and messages that were asked for: other peers have them too. */
    GOSSIP
}
