package one.imago.node.rpc;

/** A refusal that the caller can act on. */
public final class RpcException extends Exception {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String code;
    private final String hint;

    /**
     * @param kind what sort of refusal, which decides the JSON-RPC number
     * @param code stable string, kebab-case, in {@code error.data.code}
     * @param message what went wrong and where, for a person
     * @param hint what to do next, for a person; may be empty
     */
    public RpcException(Kind kind, String code, String message, String hint) {
        super(message);
        this.kind = kind;
        this.code = code;
        this.hint = hint;
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public String hint() {
        return hint;
    }

    /** Sorts of refusal with their JSON-RPC error numbers. */
    public enum Kind {
        INVALID_PARAMS(-32602),
        REFUSED(-32000),
        NOT_FOUND(-32001),
        NOT_PERMITTED(-32002),
        BUSY(-32003),
        UNAVAILABLE(-32004);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }
}
