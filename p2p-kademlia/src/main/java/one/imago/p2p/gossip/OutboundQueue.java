package one.imago.p2p.gossip;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Frames that wait for one peer, bounded in bytes and number. When there is no room, what waits and is less urgent goes
 * first; when nothing is, the new frame is not taken. Frames of one urgency keep their order. Used by one thread.
 */
final class OutboundQueue {
    private static final int MAX_FRAMES = 1024;

    private final long maxBytes;
    /** In the order of urgency. */
    private final Map<Urgency, Deque<byte[]>> frames = new EnumMap<>(Urgency.class);

    private long bytes;
    private int count;

    OutboundQueue(long maxBytes) {
        this.maxBytes = maxBytes;
        for (Urgency urgency : Urgency.values()) {
            frames.put(urgency, new ArrayDeque<>());
        }
    }

    /** Whether the frame was taken. */
    boolean offer(byte[] frame, Urgency urgency) {
        makeRoom(frame, urgency);
        if (!fits(frame)) {
            return false;
        }
        queue(urgency).addLast(frame);
        bytes += frame.length;
        count++;
        return true;
    }

    /** Takes the next frame, the most urgent first. */
    Optional<byte[]> poll() {
        for (Deque<byte[]> queue : frames.values()) {
            byte[] frame = queue.pollFirst();
            if (frame != null) {
                forget(frame);
                return Optional.of(frame);
            }
        }
        return Optional.empty();
    }

    long bytes() {
        return bytes;
    }

    private Deque<byte[]> queue(Urgency urgency) {
        return Objects.requireNonNull(frames.get(urgency));
    }

    private void makeRoom(byte[] frame, Urgency urgency) {
        for (Urgency other : List.of(Urgency.GOSSIP, Urgency.CONTROL)) {
            Deque<byte[]> queue = queue(other);
            while (other.compareTo(urgency) > 0 && !queue.isEmpty() && !fits(frame)) {
                // The newest of the unimportant: the older has nearly made it.
                forget(queue.removeLast());
            }
        }
    }

    private boolean fits(byte[] frame) {
        return count < MAX_FRAMES && bytes + frame.length <= maxBytes;
    }

    private void forget(byte[] frame) {
        bytes -= frame.length;
        count--;
    }
}
