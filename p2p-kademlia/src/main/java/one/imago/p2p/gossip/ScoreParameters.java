package one.imago.p2p.gossip;

import java.time.Duration;

/**
 * What a peer's behaviour is worth (gossipsub 1.1, "Peer Scoring"). The thresholds are laid out in wrong messages, the one
 * thing that no honest peer sends: the first costs the place in the mesh, the third silences the peer. What good behaviour
 * adds is capped far below what one more wrong message takes.
 */
final class ScoreParameters {
    /** Below: neither gossip from nor to the peer. Two wrong messages. */
    static final double GOSSIP_THRESHOLD = -20;

    /** Below: own messages do not go to the peer either. */
    static final double PUBLISH_THRESHOLD = -50;

    /** Below: nothing that the peer sends is read. Three wrong messages. */
    static final double GRAYLIST_THRESHOLD = -80;

    /** A mesh whose median is below looks for better peers. */
    static final double OPPORTUNISTIC_THRESHOLD = 2;

    /** A counter below this is zero. */
    static final double DECAY_TO_ZERO = 0.01;

    /** How long a bad score outlives the connection. */
    static final Duration RETAIN = Duration.ofMinutes(10);

    static final int MAX_RETAINED = 4096;

    /** P6: peers of one IP address that are no reason for suspicion. */
    static final int COLOCATION_THRESHOLD = 4;

    static final double COLOCATION_WEIGHT = -5;

    /** P7: small offences that are overlooked, such as a lost race between GRAFT and PRUNE. */
    static final double BEHAVIOUR_THRESHOLD = 3;

    static final double BEHAVIOUR_WEIGHT = -5;

    /** A heartbeat; halves in 69 s. */
    static final double BEHAVIOUR_DECAY = 0.99;

    /** What one unreadable frame counts as: enough for the graylist at once. */
    static final double UNREADABLE = 10;

    private ScoreParameters() {}

    /**
     * What a topic contributes.
     *
     * @param weight of the topic's sum
     * @param timeWeight P1, a second in the mesh
     * @param timeCap P1, most seconds
     * @param firstWeight P2, a valid message that came first from this peer
     * @param firstDecay P2, a heartbeat
     * @param firstCap P2, most such messages
     * @param meshWeight P3 and P3b, negative, of the square of what a mesh peer delivered too little
     * @param meshDecay P3, a heartbeat
     * @param meshThreshold P3, deliveries below which a mesh peer is punished; 0 switches P3 off
     * @param meshCap P3, most deliveries
     * @param meshActivation P3, how long a peer is in the mesh before it is judged
     * @param meshWindow P3, how long after the first copy another still counts
     * @param invalidWeight P4, negative, of the square of wrong messages
     * @param invalidDecay P4, a heartbeat
     */
    record Topic(
            double weight,
            double timeWeight,
            double timeCap,
            double firstWeight,
            double firstDecay,
            double firstCap,
            double meshWeight,
            double meshDecay,
            double meshThreshold,
            double meshCap,
            Duration meshActivation,
            Duration meshWindow,
            double invalidWeight,
            double invalidDecay) {

        /**
         * For a topic whose traffic nobody knows beforehand: P3 is off, since on a quiet topic it punishes the honest. A
         * wrong message is half forgotten after 6 minutes.
         */
        static final Topic DEFAULT = new Topic(
                1,
                0.005,
                1000,
                1,
                0.95,
                10,
                -1,
                0.95,
                0,
                20,
                Duration.ofSeconds(30),
                Duration.ofMillis(20),
                -10,
                0.998);

        /** The same, with P3 for a topic that carries about so many messages a heartbeat. */
        Topic expecting(double messages) {
            // A steady rate r under a decay d settles at r / (1 - d); a fifth of that is poor.
            double steady = messages / (1 - meshDecay);
            return new Topic(
                    weight,
                    timeWeight,
                    timeCap,
                    firstWeight,
                    firstDecay,
                    firstCap,
                    meshWeight,
                    meshDecay,
                    steady / 5,
                    2 * steady,
                    meshActivation,
                    meshWindow,
                    invalidWeight,
                    invalidDecay);
        }
    }
}
