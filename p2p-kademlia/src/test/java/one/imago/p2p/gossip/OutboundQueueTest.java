package one.imago.p2p.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OutboundQueueTest {
    private final OutboundQueue queue = new OutboundQueue(10);

    @Test
    void urgentFramesGoFirstAndEachKindKeepsItsOrder() {
        queue.offer(frame(1), Urgency.GOSSIP);
        queue.offer(frame(2), Urgency.CONTROL);
        queue.offer(frame(3), Urgency.MESSAGE);
        queue.offer(frame(4), Urgency.MESSAGE);
        assertThat(drained()).containsExactly(3, 4, 2, 1);
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void aFullQueueDropsGossipThenControlForAMessage() {
        queue.offer(new byte[4], Urgency.GOSSIP);
        queue.offer(new byte[4], Urgency.CONTROL);
        assertThat(queue.offer(new byte[5], Urgency.MESSAGE)).isTrue();
        assertThat(queue.bytes()).isEqualTo(9);
        assertThat(queue.offer(new byte[5], Urgency.MESSAGE)).isTrue();
        assertThat(queue.bytes()).isEqualTo(10);
        assertThat(queue.offer(new byte[1], Urgency.MESSAGE)).isFalse();
    }

    @Test
    void gossipNeverDrivesOutAnything() {
        queue.offer(new byte[8], Urgency.CONTROL);
        assertThat(queue.offer(new byte[3], Urgency.GOSSIP)).isFalse();
        assertThat(queue.bytes()).isEqualTo(8);
    }

    private static byte[] frame(int length) {
        return new byte[length];
    }

    private java.util.List<Integer> drained() {
        java.util.List<Integer> lengths = new java.util.ArrayList<>();
        for (var next = queue.poll(); next.isPresent(); next = queue.poll()) {
            lengths.add(next.get().length);
        }
        return lengths;
    }
}
