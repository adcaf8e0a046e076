package one.imago.p2p.kad;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.ConnectionListener;
import one.imago.p2p.connection.Host;
import one.imago.p2p.connection.MessageReader;
import one.imago.p2p.connection.PeerConnection;
import one.imago.p2p.connection.PeerIdentity;
import one.imago.p2p.connection.PeerStream;

/**
 * Messages over streams: a stream for each question of this node, and streams of peers answered one question after the
 * other. Thread-safe.
 */
public final class KadStreams implements KadLink {
    private final Host host;
    private final String protocol;

    public KadStreams(Host host, String protocol) {
        this.host = host;
        this.protocol = protocol;
    }

    /** Begins to answer, and to tell the table of the peers that serve the protocol. */
    public void serve(Dht dht) {
        host.listen(new ConnectionListener() {
            @Override
            public void identified(PeerId peer, PeerIdentity identity) {
                if (identity.protocols().contains(protocol)) {
                    dht.identified(PeerAddress.of(peer, identity.addresses()));
                }
            }
        });
        host.accept(protocol, stream -> stream.read(new MessageReader(KadMessage.MAX_BYTES, new Served(stream, dht))));
    }

    @Override
    public CompletionStage<Answer> request(PeerAddress to, KadMessage message) {
        return host.open(to.id(), to.addresses(), List.of(protocol)).thenCompose(stream -> {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            stream.read(new MessageReader(KadMessage.MAX_BYTES, new Asked(stream, answer)));
            stream.write(MessageReader.framed(message.encode()));
            stream.closeWrite();
            return answer;
        });
    }

    @Override
    public CompletionStage<Void> send(PeerAddress to, KadMessage message) {
        return host.open(to.id(), to.addresses(), List.of(protocol)).thenCompose(stream -> {
            stream.read(new MessageReader(0, new Unanswered()));
            CompletionStage<Void> sent = stream.write(MessageReader.framed(message.encode()));
            stream.closeWrite();
            return sent;
        });
    }

    private Optional<Multiaddr> remote(PeerId peer) {
        return host.connections().stream()
                .filter(connection -> connection.peer().equals(peer))
                .map(PeerConnection::address)
                .findFirst();
    }

    /** The one answer to a question of this node. */
    private final class Asked implements MessageReader.Sink {
        private final PeerStream stream;
        private final CompletableFuture<Answer> answer;

        Asked(PeerStream stream, CompletableFuture<Answer> answer) {
            this.stream = stream;
            this.answer = answer;
        }

        @Override
        public void message(byte[] bytes) {
            try {
                answer.complete(new Answer(KadMessage.decode(bytes), remote(stream.peer())));
            } catch (MalformedMessage e) {
                answer.completeExceptionally(e);
                stream.reset();
            }
        }

        @Override
        public void end() {
            answer.completeExceptionally(new IOException("the peer does not answer"));
        }

        @Override
        public void failed(IOException cause) {
            answer.completeExceptionally(cause);
        }
    }

    /** The questions on a peer's stream. */
    private record Served(PeerStream stream, Dht dht) implements MessageReader.Sink {
        @Override
        public void message(byte[] bytes) {
            KadMessage question;
            try {
                question = KadMessage.decode(bytes);
            } catch (MalformedMessage e) {
                stream.reset();
                return;
            }
            // The next question is read when this one is answered and the answer has gone.
            stream.pause();
            dht.handle(stream.peer(), question)
                    .thenCompose(answer -> answer.map(reply -> stream.write(MessageReader.framed(reply.encode())))
                            .orElseGet(() -> CompletableFuture.completedFuture(null)))
                    .whenComplete((done, failure) -> {
                        if (failure == null) {
                            stream.resume();
                        } else {
                            stream.reset();
                        }
                    });
        }

        @Override
        public void end() {
            stream.closeWrite();
        }

        @Override
        public void failed(IOException cause) {
            stream.reset();
        }
    }

    /** Nothing is to be said to a message without an answer. */
    private record Unanswered() implements MessageReader.Sink {
        @Override
        public void message(byte[] bytes) {
            // cannot come: no length is allowed
        }

        @Override
        public void end() {
            // as it should
        }

        @Override
        public void failed(IOException cause) {
            // it was said, or the write has failed as well
        }
    }
}
