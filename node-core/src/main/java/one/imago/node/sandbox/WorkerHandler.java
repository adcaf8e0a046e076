package one.imago.node.sandbox;

/** What a worker does in the child process. Called by one thread. */
@FunctionalInterface
public interface WorkerHandler {
    /**
     * @param operation number that the caller chose
     * @param request the caller's bytes
     * @return the answer
     * @throws Exception whose message reaches the caller as {@link SandboxException.Reason#FAILED}
     */
    byte[] handle(int operation, byte[] request) throws Exception;
}
