package one.imago.node.service;

/**
 * A part of the node with a lifecycle: idle, running, stopped. A second start fails, a second stop does nothing, and a
 * stopped service never starts again. Start and stop are called by one thread, the registry's.
 */
public abstract class Service {
    private enum State {
        IDLE,
        RUNNING,
        STOPPED
    }

    private volatile State state = State.IDLE;

    /** Name for logs and health, kebab-case. */
    public abstract String name();

    /**
     * @throws IllegalStateException unless idle
     * @throws Exception what {@link #doStart} threw; the service is then stopped
     */
    public final void start() throws Exception {
        if (state != State.IDLE) {
            throw new IllegalStateException(name() + " was already started");
        }
        try {
            doStart();
            state = State.RUNNING;
        } catch (Exception e) {
            state = State.STOPPED;
            throw e;
        }
    }

    public final void stop() throws Exception {
        boolean wasRunning = state == State.RUNNING;
        state = State.STOPPED;
        if (wasRunning) {
            doStop();
        }
    }

    public final boolean isRunning() {
        return state == State.RUNNING;
    }

    /** Starts; when it throws it has released what it took. */
    protected abstract void doStart() throws Exception;

    protected abstract void doStop() throws Exception;
}
