package one.imago.p2p.gossip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.ConnectionListener;
import one.imago.p2p.connection.Host;
import one.imago.p2p.connection.MessageReader;
import one.imago.p2p.connection.PeerConnection;
import one.imago.p2p.connection.PeerIdentity;
import one.imago.p2p.connection.PeerStream;
import one.imago.p2p.connection.StreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Frames over streams: one that this node opens for what it says, one that the peer opens for what it hears. Both stay
 * open. A peer that reads too slowly has a bounded queue here; one that sends too fast is not read further until the
 * router has caught up. State belongs to the router's thread; the host's events are passed on to it.
 */
final class GossipStreams implements GossipLink, ConnectionListener {
    static final String PROTOCOL = "/meshsub/1.1.0";

    /** What may wait for one peer. */
    private static final long MAX_QUEUED_BYTES = 8L << 20;

    /** Frames that wait are sent in pieces of about this size. */
    private static final int PIECE_BYTES = 64 << 10;

    /** What may have been read from one peer and wait for the router. */
    private static final long MAX_UNREAD_BYTES = 1L << 20;

    private static final int MAX_OPENINGS = 3;

    private final Host host;
    private final ScheduledExecutorService owner;
    private final Map<PeerId, Lane> lanes = new HashMap<>();
    private final Map<PeerId, PeerStream> inbound = new HashMap<>();
    private final Set<PeerId> dropped = new HashSet<>();
    private @Nullable GossipRouter router;

    GossipStreams(Host host, ScheduledExecutorService owner) {
        this.host = host;
        this.owner = owner;
    }

    /** Begins to speak and to listen. */
    void start(GossipRouter frames) {
        later(() -> router = frames);
        host.listen(this);
        host.accept(PROTOCOL, this::accepted);
    }

    void stop() {
        host.refuse(PROTOCOL);
        later(() -> List.copyOf(lanes.keySet()).forEach(this::forget));
    }

    @Override
    public void identified(PeerId peer, PeerIdentity identity) {
        if (identity.protocols().contains(PROTOCOL)) {
            later(() -> ensureLane(peer));
        }
    }

    @Override
    public void disconnected(PeerId peer) {
        later(() -> {
            forget(peer);
            dropped.remove(peer);
        });
    }

    @Override
    public void send(PeerId peer, byte[] frame, Urgency urgency) {
        Lane lane = lanes.get(peer);
        if (lane != null && lane.queue.offer(frame, urgency)) {
            pump(lane);
        }
    }

    @Override
    public void drop(PeerId peer) {
        dropped.add(peer);
        forget(peer);
    }

    private void accepted(PeerStream stream) {
        later(() -> {
            PeerId peer = stream.peer();
            ensureLane(peer);
            if (!lanes.containsKey(peer)) {
                stream.reset();
                return;
            }
            PeerStream before = inbound.put(peer, stream);
            if (before != null) {
                before.reset();
            }
            stream.read(new MessageReader(GossipFrame.MAX_BYTES, new Inbound(stream)));
        });
    }

    private void ensureLane(PeerId peer) {
        if (router == null || lanes.containsKey(peer) || dropped.contains(peer)) {
            return;
        }
        Optional<PeerConnection> connection = host.connections().stream()
                .filter(each -> each.peer().equals(peer))
                .findFirst();
        if (connection.isPresent()) {
            Lane lane = new Lane(peer);
            lanes.put(peer, lane);
            router.connected(connection.get());
            open(lane);
        }
    }

    private void open(Lane lane) {
        lane.openings++;
        host.open(lane.peer, List.of(), List.of(PROTOCOL))
                .whenComplete((stream, failure) -> later(() -> opened(lane, stream)));
    }

    private void opened(Lane lane, @Nullable PeerStream stream) {
        if (lanes.get(lane.peer) != lane) {
            if (stream != null) {
                stream.reset();
            }
        } else if (stream != null) {
            lane.stream = stream;
            stream.read(new Silence());
            pump(lane);
        } else if (lane.openings < MAX_OPENINGS) {
            Future<?> unused = owner.schedule(() -> reopen(lane), 1L << lane.openings, TimeUnit.SECONDS);
        } else {
            forget(lane.peer);
        }
    }

    private void reopen(Lane lane) {
        if (lanes.get(lane.peer) == lane) {
            open(lane);
        }
    }

    /** Writes one piece at a time, and the next when the peer had room for it. */
    private void pump(Lane lane) {
        PeerStream stream = lane.stream;
        if (stream == null || lane.writing) {
            return;
        }
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        while (piece.size() < PIECE_BYTES) {
            Optional<byte[]> frame = lane.queue.poll();
            if (frame.isEmpty()) {
                break;
            }
            piece.writeBytes(MessageReader.framed(frame.get()));
        }
        if (piece.size() > 0) {
            lane.writing = true;
            stream.write(piece.toByteArray()).whenComplete((done, failure) -> later(() -> written(lane, failure)));
        }
    }

    private void written(Lane lane, @Nullable Throwable failure) {
        lane.writing = false;
        if (lanes.get(lane.peer) != lane) {
            return;
        }
        if (failure == null) {
            pump(lane);
        } else if (lane.openings < MAX_OPENINGS) {
            lane.stream = null;
            open(lane);
        } else {
            forget(lane.peer);
        }
    }

    private void forget(PeerId peer) {
        Lane lane = lanes.remove(peer);
        if (lane != null && lane.stream != null) {
            lane.stream.reset();
        }
        PeerStream in = inbound.remove(peer);
        if (in != null) {
            in.reset();
        }
        if (router != null) {
            router.disconnected(peer);
        }
    }

    private void received(PeerId peer, byte[] frame) {
        if (router != null) {
            router.received(peer, frame);
        }
    }

    /** Runs something on the router's thread. */
    void later(Runnable task) {
        try {
            owner.execute(task);
        } catch (RejectedExecutionException e) {
            // the node is stopping, and nobody is left to care
        }
    }

    /** What this node says to one peer. */
    private static final class Lane {
        private final PeerId peer;
        private final OutboundQueue queue = new OutboundQueue(MAX_QUEUED_BYTES);
        private @Nullable PeerStream stream;
        private boolean writing;
        private int openings;

        private Lane(PeerId peer) {
            this.peer = peer;
        }
    }

    /** What one peer says. */
    private final class Inbound implements MessageReader.Sink {
        private final PeerStream stream;
        private final AtomicLong unread = new AtomicLong();

        private Inbound(PeerStream stream) {
            this.stream = stream;
        }

        @Override
        public void message(byte[] frame) {
            // A frame of no bytes costs a task all the same.
            long cost = frame.length + 256L;
            boolean full = unread.addAndGet(cost) > MAX_UNREAD_BYTES;
            later(() -> {
                received(stream.peer(), frame);
                long before = unread.getAndAdd(-cost);
                if (before > MAX_UNREAD_BYTES && before - cost <= MAX_UNREAD_BYTES) {
                    stream.resume();
                }
            });
            if (full) {
                stream.pause();
                if (unread.get() <= MAX_UNREAD_BYTES) {
                    stream.resume();
                }
            }
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

    /** Nothing is said to this node on the stream that it opened itself. */
    private static final class Silence implements StreamReader {
        @Override
        public void data(byte[] bytes) {
            throw new IllegalStateException("a peer speaks on a stream that is not for that");
        }

        @Override
        public void end() {
            // It will say nothing: that is understood.
        }

        @Override
        public void failed(IOException cause) {
            // The next write fails, and a new stream is opened.
        }
    }
}
