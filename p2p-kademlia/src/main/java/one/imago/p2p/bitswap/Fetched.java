package one.imago.p2p.bitswap;

/**
 * A file whose blocks are all here.
 *
 * @param size bytes of the file
 * @param blocks blocks of its tree, each counted once
 */
public record Fetched(long size, int blocks) {}
