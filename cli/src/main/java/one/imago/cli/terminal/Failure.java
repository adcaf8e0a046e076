package one.imago.cli.terminal;

import tools.jackson.databind.node.ObjectNode;

/** A command that could not do what it was asked: what, where, and the next step, for a person and for a script. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode exit;
    private final String code;
    private final String hint;

    /**
     * @param exit how the command ends
     * @param code stable, kebab-case
     * @param message what went wrong and where
     * @param hint what to do next; may be empty
     */
    public Failure(ExitCode exit, String code, String message, String hint) {
        super(message);
        this.exit = exit;
        this.code = code;
        this.hint = hint;
    }

    /** Bad input, not permitted, not enough: nothing was changed. */
    public static Failure refused(String code, String message, String hint) {
        return new Failure(ExitCode.REFUSED, code, message, hint);
    }

    public static Failure usage(String message, String hint) {
        return new Failure(ExitCode.USAGE, "usage", message, hint);
    }

    /** The same failure under another exit code: a query that finds nothing answers no. */
    public Failure as(ExitCode other) {
        Failure failure = new Failure(other, code, String.valueOf(getMessage()), hint);
        failure.initCause(this);
        return failure;
    }

    public ExitCode exit() {
        return exit;
    }

    public String code() {
        return code;
    }

    public String hint() {
        return hint;
    }

    /** {@code {"code":…,"message":…,"hint":…}}. */
    public ObjectNode json() {
        ObjectNode node = Json.object();
        node.put("code", code);
        node.put("message", getMessage());
        node.put("hint", hint);
        return node;
    }

    /** For a person, without a line break at the end. */
    public String text() {
        return "imago: " + getMessage() + (hint.isEmpty() ? "" : "\n  → " + hint);
    }
}
