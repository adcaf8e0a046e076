package one.imago.node.rpc;

/** What a caller may do. */
public enum Scope {
    READ,
    WRITE,
    ADMIN
}
