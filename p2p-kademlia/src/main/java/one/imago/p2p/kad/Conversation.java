package one.imago.p2p.kad;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks single peers: with a time limit, an answer of the right kind, and a note to the table of how it went. Stages end
 * on the owner's thread, never before the call has returned.
 */
final class Conversation implements Lookup.Asker {
    private final KadLink link;
    private final KadScheduler scheduler;
    private final RoutingTable table;
    private final KadParameters parameters;

    Conversation(KadLink link, KadScheduler scheduler, RoutingTable table, KadParameters parameters) {
        this.link = link;
        this.scheduler = scheduler;
        this.table = table;
        this.parameters = parameters;
    }

    @Override
    public CompletionStage<KadMessage> ask(PeerAddress peer, KadMessage question) {
        CompletableFuture<KadMessage> answer = new CompletableFuture<>();
        KadScheduler.Timer timer = scheduler.after(
                parameters.lookup().patience(),
                () -> answer.completeExceptionally(new IOException(peer.id() + " is silent")));
        link.request(peer, question)
                .whenComplete((reply, failure) -> scheduler.execute(() -> {
                    timer.cancel();
                    if (reply == null) {
                        answer.completeExceptionally(failure);
                    } else if (reply.message().type() != question.type()) {
                        answer.completeExceptionally(new IOException(peer.id() + " answers another question"));
                    } else if (answer.complete(reply.message())) {
                        answered(peer, reply);
                    }
                }));
        return answer.whenComplete((message, failure) -> {
            if (failure != null) {
                table.failed(peer.key());
            }
        });
    }

    private void answered(PeerAddress peer, KadLink.Answer reply) {
        if (parameters.puzzle().solvedBy(peer.id())) {
            Optional<PeerAddress> quiet = table.answered(peer, reply.remote(), scheduler.millis());
            quiet.ifPresent(this::check);
        }
    }

    /** Asks whether a peer lives, by asking for the peer itself: every server of the protocol answers that. */
    CompletionStage<KadMessage> check(PeerAddress peer) {
        return ask(peer, KadMessage.findNode(peer.id()));
    }

    CompletionStage<Void> tell(PeerAddress peer, KadMessage message) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        KadScheduler.Timer timer = scheduler.after(
                parameters.lookup().patience(),
                () -> told.completeExceptionally(new IOException(peer.id() + " takes nothing")));
        link.send(peer, message)
                .whenComplete((nothing, failure) -> scheduler.execute(() -> {
                    timer.cancel();
                    if (failure == null) {
                        told.complete(null);
                    } else {
                        told.completeExceptionally(failure);
                    }
                }));
        return told;
    }
}
