package one.imago.p2p.kad;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import one.imago.p2p.address.Multiaddr;

/**
 * Carries whole messages to a peer whose id the connection has proven. Thread-safe, never blocks.
 *
 * <p>How streams adapt: {@code request} opens a stream of the kad protocol (connecting first where necessary, with the
 * peer's addresses as hints), writes varint length ‖ {@link KadMessage#encode}, and reads one frame of at most
 * {@link KadMessage#MAX_BYTES} back into {@link KadMessage#decode}; a length above that resets the stream before anything
 * is allocated. {@code send} writes one frame and closes for writing. For streams that peers open, each frame goes to
 * {@link Dht#handle} with the connection's peer, and what comes back is written to the same stream; a refusal resets it.
 * Whoever the host identifies goes to {@link Dht#identified}. A time limit is set by the caller, so an adapter needs none
 * but the one of its streams.
 */
public interface KadLink {
    /**
     * Asks and waits for the answer.
     *
     * @return fails when the peer is not reached, does not serve the protocol, or answers nonsense
     */
    CompletionStage<Answer> request(PeerAddress to, KadMessage message);

    /**
     * Says something that has no answer (ADD_PROVIDER).
     *
     * @return done when it is on its way
     */
    CompletionStage<Void> send(PeerAddress to, KadMessage message);

    /**
     * An answer on an authenticated connection.
     *
     * @param message what the peer says
     * @param remote the other end of the connection, by which peers of one network neighbourhood are told; empty when it
     *     has no numeric address
     */
    record Answer(KadMessage message, Optional<Multiaddr> remote) {}
}
