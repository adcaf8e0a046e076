package one.imago.node.service;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/** Where a node's threads come from. Names are those in a thread dump. */
public interface NodeExecutors {
    /** A single thread that owns some mutable state; the queue is bounded by what its owner admits. */
    ScheduledExecutorService singleThread(String name);

    /** Shared workers for work that may block on disk or burn CPU; bounded, rejects when full. */
    ExecutorService workers();
}
