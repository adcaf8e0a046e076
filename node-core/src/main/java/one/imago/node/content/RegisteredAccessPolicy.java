package one.imago.node.content;

/** The access policy of a module that is assembled later than the content store; denies until there is one. Thread-safe. */
public final class RegisteredAccessPolicy implements AccessPolicy {
    private volatile AccessPolicy policy = DENY;

    /** From now on this one is asked. One policy a node. */
    public synchronized void register(AccessPolicy registered) {
        if (policy != DENY) {
            throw new IllegalStateException("an access policy was already registered");
        }
        policy = registered;
    }

    @Override
    public boolean allows(Cid cid, String peerId) {
        return policy.allows(cid, peerId);
    }
}
