package one.imago.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.imago.chain.rpc.Subscriptions.Subscription;
import one.imago.chain.rpc.Subscriptions.Topic;
import one.imago.node.rpc.RpcConnection;
import one.imago.node.rpc.RpcException;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
    private final Subscriptions subscriptions = new Subscriptions();

    /** A client that can go away. */
    private static final class Client implements RpcConnection {
        private final List<Runnable> tasks = new ArrayList<>();
        private boolean gone;

        @Override
        public void tell(String method, Record params) {
            throw new AssertionError("nothing happened");
        }

        @Override
        public void onClose(Runnable task) {
            if (gone) {
                task.run();
            } else {
                tasks.add(task);
            }
        }

        void leave() {
            gone = true;
            tasks.forEach(Runnable::run);
        }
    }

    @Test
    void aConnectionEndsItsOwnSubscriptionsOnly() throws Exception {
        Client one = new Client();
        Client two = new Client();
        Subscription subscription = subscriptions.add(Topic.NEW_BLOCKS, Optional.empty(), one);
        assertThat(subscriptions.remove(subscription.id(), two)).isFalse();
        assertThat(subscriptions.all()).containsExactly(subscription);
        assertThat(subscriptions.remove(subscription.id(), one)).isTrue();
        assertThat(subscriptions.remove(subscription.id(), one)).isFalse();
        assertThat(subscriptions.isEmpty()).isTrue();
    }

    @Test
    void whatAConnectionFollowedGoesWithIt() throws Exception {
        Client one = new Client();
        Client two = new Client();
        subscriptions.add(Topic.NEW_BLOCKS, Optional.empty(), one);
        subscriptions.add(Topic.FINAL_BLOCKS, Optional.empty(), one);
        Subscription other = subscriptions.add(Topic.FINAL_BLOCKS, Optional.empty(), two);
        one.leave();
        assertThat(subscriptions.all()).containsExactly(other);
        two.leave();
        assertThat(subscriptions.isEmpty()).isTrue();
        subscriptions.add(Topic.FINAL_BLOCKS, Optional.empty(), two);
        assertThat(subscriptions.isEmpty()).isTrue();
    }

    @Test
    void noConnectionHasMoreThanItsShare() throws Exception {
        Client client = new Client();
        for (int i = 0; i < Subscriptions.MAX_PER_CONNECTION; i++) {
            subscriptions.add(Topic.NEW_BLOCKS, Optional.empty(), client);
        }
        assertThatThrownBy(() -> subscriptions.add(Topic.NEW_BLOCKS, Optional.empty(), client))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo("too-many-subscriptions"));
        subscriptions.add(Topic.NEW_BLOCKS, Optional.empty(), new Client());
    }
}
