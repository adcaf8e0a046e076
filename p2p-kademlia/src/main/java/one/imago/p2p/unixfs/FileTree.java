package one.imago.p2p.unixfs;

import one.imago.node.content.Cid;

/**
 * A file that was cut into blocks.
 *
 * @param root id of its top block; the only block of a file of at most one chunk
 * @param size bytes of the file
 * @param blocks nodes and leaves of its tree, each place counted
 */
public record FileTree(Cid root, long size, long blocks) {}
