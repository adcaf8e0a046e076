package one.imago.node.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventChannelsTest {
    /** A channel of these tests. */
    public interface Heights {
        void reached(long height, String hash);
    }

    private final EventChannels channels = new EventChannels();
    private final List<String> heard = new ArrayList<>();

    @Test
    void reachesEverySubscriberInOrderOnTheCallersThread() {
        Heights publisher = channels.publisher(Heights.class);
        publisher.reached(1, "nobody listens");
        channels.subscribe(Heights.class, (height, hash) -> heard.add("first " + height + hash));
        channels.subscribe(
                Heights.class,
                (height, hash) -> heard.add("second " + Thread.currentThread().getName()));
        publisher.reached(2, "x");
        assertThat(heard)
                .containsExactly("first 2x", "second " + Thread.currentThread().getName());
    }

    @Test
    void keepsAFailureFromTheOthers() {
        channels.subscribe(Heights.class, (height, hash) -> {
            throw new IllegalStateException("broken subscriber");
        });
        channels.subscribe(Heights.class, (height, hash) -> heard.add("still heard"));
        channels.publisher(Heights.class).reached(1, "x");
        assertThat(heard).containsExactly("still heard");
    }

    @Test
    void refusesAChannelThatAnswers() {
        assertThatThrownBy(() -> channels.publisher(Comparable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("return nothing");
    }

    @Test
    void aPublisherIsAnObject() {
        Heights publisher = channels.publisher(Heights.class);
        assertThat(publisher.toString()).isNotNull();
        assertThat(publisher.hashCode()).isEqualTo(publisher.hashCode());
    }
}
