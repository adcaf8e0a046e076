package one.imago.node.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServiceRegistryTest {
    private final List<String> events = new ArrayList<>();
    private final ServiceRegistry registry = new ServiceRegistry();

    /** Says what happens to it. */
    private final class Recorded extends Service {
        private final String name;
        private final boolean fails;

        Recorded(String name, boolean fails) {
            this.name = name;
            this.fails = fails;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        protected void doStart() throws IOException {
            if (fails) {
                throw new IOException(name + " failed");
            }
            events.add("start " + name);
        }

        @Override
        protected void doStop() throws IOException {
            events.add("stop " + name);
            if (name.equals("stubborn")) {
                throw new IOException("does not stop");
            }
        }
    }

    private Recorded add(String name, boolean fails) {
        Recorded service = new Recorded(name, fails);
        registry.add(service);
        return service;
    }

    @Test
    void startsInOrderAndStopsInReverse() throws Exception {
        Recorded one = add("one", false);
        add("two", false);
        registry.start();
        assertThat(one.isRunning()).isTrue();
        registry.stop();
        registry.stop();
        assertThat(events).containsExactly("start one", "start two", "stop two", "stop one");
        assertThat(one.isRunning()).isFalse();
    }

    @Test
    void rollsBackWhenOneDoesNotStart() {
        add("one", false);
        add("two", false);
        Recorded bad = add("bad", true);
        add("never", false);
        assertThatThrownBy(registry::start).isInstanceOf(IOException.class).hasMessage("bad failed");
        assertThat(events).containsExactly("start one", "start two", "stop two", "stop one");
        assertThatThrownBy(bad::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("bad was already started");
    }

    @Test
    void stopsTheOthersWhenOneDoesNotStop() throws Exception {
        add("one", false);
        add("stubborn", false);
        registry.start();
        registry.stop();
        assertThat(events).endsWith("stop stubborn", "stop one");
    }

    @Test
    void aServiceNeverStartsTwice() throws Exception {
        Recorded service = new Recorded("one", false);
        service.start();
        assertThatThrownBy(service::start).isInstanceOf(IllegalStateException.class);
        service.stop();
        service.stop();
        assertThatThrownBy(service::start).isInstanceOf(IllegalStateException.class);
        assertThat(events).containsExactly("start one", "stop one");
    }

    @Test
    void tellsWhatIsThereWhenAPortIsMissing() {
        registry.provide(Runnable.class, () -> {});
        registry.provide(CharSequence.class, "text");
        assertThat(registry.require(CharSequence.class)).isEqualTo("text");
        assertThatThrownBy(() -> registry.require(Comparable.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Comparable is required before it is provided; there are [CharSequence, Runnable]");
        assertThatThrownBy(() -> registry.provide(CharSequence.class, "other"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already provided");
    }
}
