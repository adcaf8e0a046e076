package one.imago.node.content;

/** Asked before a protected block leaves this node. Denied until someone registers a policy that allows it. */
@FunctionalInterface
public interface AccessPolicy {
    AccessPolicy DENY = (cid, peerId) -> false;

    /**
     * @param cid the protected block
     * @param peerId the peer that asks, in text form
     */
    boolean allows(Cid cid, String peerId);
}
