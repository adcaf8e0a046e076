package one.imago.p2p.request;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import one.imago.node.peer.PeerNetwork;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.Host;
import one.imago.p2p.connection.MessageReader;
import one.imago.p2p.connection.PeerStream;

/**
 * Asks and answers over streams: the asker opens one for the protocol, sends its question behind its length and closes its
 * side; the answerer sends its answer behind its length and closes, or resets the stream for no. Thread-safe.
 */
public final class Requests {
    public static final int MAX_QUESTION = 1 << 20;
    public static final int MAX_ANSWER = 4 << 20;

    private static final int MAX_ASKED_OF_PEER = 32;
    private static final int MAX_ANSWERED_TO_PEER = 16;
    private static final int MAX_ANSWERED = 256;
    private static final long PATIENCE_SECONDS = 30;

    private final Host host;
    private final ScheduledExecutorService timer;
    private final Counts asking = new Counts(MAX_ASKED_OF_PEER, Integer.MAX_VALUE);
    private final Counts answering = new Counts(MAX_ANSWERED_TO_PEER, MAX_ANSWERED);

    public Requests(Host host, ScheduledExecutorService timer) {
        this.host = host;
        this.timer = timer;
    }

    /** See {@link PeerNetwork#request}. */
    public CompletionStage<byte[]> ask(PeerId peer, String protocol, byte[] question) {
        if (question.length > MAX_QUESTION) {
            throw new IllegalArgumentException("a question has at most 1 MiB, not " + question.length + " bytes");
        }
        if (!asking.begin(peer)) {
            return CompletableFuture.failedFuture(
                    new IOException(MAX_ASKED_OF_PEER + " questions to " + peer + " are open already"));
        }
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        Future<?> timeout = timer.schedule(
                () -> answer.completeExceptionally(new IOException(peer + " did not answer in time")),
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
        CompletionStage<byte[]> over = answer;
        over.whenComplete((bytes, failure) -> {
            timeout.cancel(false);
            asking.end(peer);
        });
        host.open(peer, List.of(), List.of(protocol)).whenComplete((stream, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                converse(stream, question, answer);
            }
        });
        return answer;
    }

    private static void converse(PeerStream stream, byte[] question, CompletableFuture<byte[]> answer) {
        // Whatever ends the wait, also a timeout, ends the stream.
        CompletionStage<byte[]> over = answer;
        over.whenComplete((bytes, failure) -> {
            if (failure != null) {
                stream.reset();
            }
        });
        stream.read(new MessageReader(MAX_ANSWER, new One(stream, answer)));
        stream.write(MessageReader.framed(question));
        stream.closeWrite();
    }

    /** See {@link PeerNetwork#answer}. */
    public void answer(String protocol, PeerNetwork.RequestHandler handler) {
        host.accept(protocol, stream -> {
            if (!answering.begin(stream.peer())) {
                stream.reset();
                return;
            }
            CompletableFuture<byte[]> question = new CompletableFuture<>();
            Future<?> timeout = timer.schedule(stream::reset, PATIENCE_SECONDS, TimeUnit.SECONDS);
            CompletionStage<byte[]> asked = question;
            asked.thenCompose(bytes -> handler.answer(stream.peer().toString(), bytes))
                    .thenCompose(bytes -> reply(stream, bytes))
                    .whenComplete((done, failure) -> {
                        timeout.cancel(false);
                        answering.end(stream.peer());
                        if (failure != null) {
                            stream.reset();
                        }
                    });
            stream.read(new MessageReader(MAX_QUESTION, new One(stream, question)));
        });
    }

    private static CompletionStage<Void> reply(PeerStream stream, byte[] answer) {
        if (answer.length > MAX_ANSWER) {
            throw new IllegalArgumentException("an answer has at most 4 MiB, not " + answer.length + " bytes");
        }
        CompletionStage<Void> sent = stream.write(MessageReader.framed(answer));
        stream.closeWrite();
        return sent;
    }

    /** The one message that is expected. */
    private record One(PeerStream stream, CompletableFuture<byte[]> message) implements MessageReader.Sink {
        @Override
        public void message(byte[] bytes) {
            if (!message.complete(bytes)) {
                stream.reset();
            }
        }

        @Override
        public void end() {
            message.completeExceptionally(new IOException("the peer says no"));
        }

        @Override
        public void failed(IOException cause) {
            message.completeExceptionally(cause);
        }
    }

    /** How many are under way, for each peer and together. */
    private static final class Counts {
        private final int perPeer;
        private final int together;
        private final Map<PeerId, Integer> byPeer = new ConcurrentHashMap<>();
        private int total;

        Counts(int perPeer, int together) {
            this.perPeer = perPeer;
            this.together = together;
        }

        synchronized boolean begin(PeerId peer) {
            int count = byPeer.getOrDefault(peer, 0);
            if (count >= perPeer || total >= together) {
                return false;
            }
            byPeer.put(peer, count + 1);
            total++;
            return true;
        }

        synchronized void end(PeerId peer) {
            total--;
            byPeer.computeIfPresent(peer, (key, count) -> count == 1 ? null : count - 1);
        }
    }
}
