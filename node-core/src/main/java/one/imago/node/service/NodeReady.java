package one.imago.node.service;

/**
 * A channel: the node serves. Subscribers start what the first request would otherwise wait for and the start itself
 * need not. Called once, off the main thread; never when the start fails.
 */
public interface NodeReady {
    void ready();
}
