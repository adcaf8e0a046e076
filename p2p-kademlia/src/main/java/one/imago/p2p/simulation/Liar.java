package one.imago.p2p.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.kad.KadMessage;
import one.imago.p2p.kad.Key;
import one.imago.p2p.kad.PeerAddress;

/**
 * A malicious peer. It takes every record and denies it, names false providers, and as nearer peers its accomplices and
 * peers that it invented: ids ground in advance, nearer to any target than an honest peer is likely to be.
 */
final class Liar implements VirtualPeer.Conduct {
    private static final int FALSE_PROVIDERS = 3;

    private final Crowd accomplices;
    private final int named;
    private final Crowd invented;
    private final int made;

    /**
     * @param accomplices who answer, and lie too
     * @param named accomplices in one answer
     * @param invented who do not exist
     * @param made invented peers in one answer
     */
    Liar(Crowd accomplices, int named, Crowd invented, int made) {
        this.accomplices = accomplices;
        this.named = named;
        this.invented = invented;
        this.made = made;
    }

    @Override
    public CompletionStage<Optional<KadMessage>> answer(PeerId from, KadMessage request) {
        return CompletableFuture.completedFuture(
                switch (request.type()) {
                    case ADD_PROVIDER -> Optional.empty();
                    case PUT_VALUE, PING -> Optional.of(request);
                    case FIND_NODE, GET_VALUE -> Optional.of(answer(request, List.of()));
                    case GET_PROVIDERS ->
                        Optional.of(answer(
                                request, invented.near(Key.of(request.key().bytes()), FALSE_PROVIDERS)));
                });
    }

    private KadMessage answer(KadMessage request, List<PeerAddress> providers) {
        Key target = Key.of(request.key().bytes());
        List<PeerAddress> closer = new ArrayList<>(accomplices.near(target, named));
        closer.addAll(invented.near(target, made));
        return new KadMessage(request.type(), request.key(), Optional.empty(), closer, providers);
    }
}
