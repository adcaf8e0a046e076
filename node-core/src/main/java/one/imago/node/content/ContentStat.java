package one.imago.node.content;

/**
 * What is known of stored content.
 *
 * @param cid root of the content
 * @param size bytes of the content itself
 * @param blocks blocks it consists of
 * @param pinned whether it is kept
 * @param provided whether it was announced
 */
public record ContentStat(Cid cid, long size, long blocks, boolean pinned, boolean provided) {}
