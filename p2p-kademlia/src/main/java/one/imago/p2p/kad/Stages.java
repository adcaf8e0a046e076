package one.imago.p2p.kad;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Waits for several stages without a thread. */
final class Stages {
    private Stages() {}

    /** Done when all have ended, well or not. */
    static CompletionStage<Void> all(Collection<? extends CompletionStage<?>> stages) {
        CompletableFuture<?>[] ended = stages.stream()
                .map(stage -> stage.handle((value, failure) -> null).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(ended);
    }
}
