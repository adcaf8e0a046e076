package one.imago.cli.terminal;

/** A command at the leaf of the command tree. It answers, and prints nothing to stdout itself. */
public interface Action {
    /**
     * @throws Failure when it cannot do what it was asked
     * @throws Exception a fault of ours
     */
    Answer run() throws Exception;
}
