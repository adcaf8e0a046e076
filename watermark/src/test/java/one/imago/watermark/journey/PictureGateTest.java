package one.imago.watermark.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import one.imago.node.picture.PictureRejected;
import org.junit.jupiter.api.Test;

class PictureGateTest {
    @Test
    void letsAFewWaitAndTellsTheRestToComeBack() throws Exception {
        PictureGate gate = new PictureGate(1);
        gate.enter();
        ExecutorService callers = Executors.newCachedThreadPool();
        CountDownLatch refused = new CountDownLatch(3);
        List<Future<Boolean>> entered = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            entered.add(callers.submit(() -> {
                try {
                    gate.enter();
                    gate.leave();
                    return true;
                } catch (PictureRejected e) {
                    assertThat(e.code()).isEqualTo("busy");
                    refused.countDown();
                    return false;
                }
            }));
        }

        assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
        gate.leave();

        int through = 0;
        for (Future<Boolean> caller : entered) {
            through += caller.get(10, TimeUnit.SECONDS) ? 1 : 0;
        }
        assertThat(through).isEqualTo(4);
        callers.shutdown();
    }
}
