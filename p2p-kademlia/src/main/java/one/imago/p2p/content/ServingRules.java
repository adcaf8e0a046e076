package one.imago.p2p.content;

import java.util.function.Predicate;
import one.imago.node.content.AccessPolicy;
import one.imago.node.content.Cid;

/**
 * What this node refuses to hold, and who may have what is not public.
 *
 * @param denied whether a content id was taken down or is on the operator's list
 * @param policy asked before a block of private content leaves
 */
public record ServingRules(Predicate<Cid> denied, AccessPolicy policy) {
    /** Nothing is denied; nothing private leaves. */
    public static final ServingRules DEFAULT = new ServingRules(cid -> false, AccessPolicy.DENY);
}
