package one.imago.node.service;

/** The end of the process, as the operating system asks for it (SIGTERM, SIGINT) or as {@code main} returns. */
public final class Termination {
    private Termination() {}

    /** Runs {@code work} once before the process ends, unless it is killed outright. */
    public static void before(Runnable work) {
        Runtime.getRuntime().addShutdownHook(new Thread(work, "termination"));
    }
}
