package one.imago.chain.consensus;

import one.imago.chain.block.Header;
import one.imago.chain.state.FinalPointer;
import one.imago.chain.state.StateSource;
import one.imago.node.crypto.Hash;

/**
 * The newest block and the newest final one, as of one moment.
 *
 * @param header of the newest block
 * @param hash of the newest block
 * @param state after the newest block
 * @param fin the newest final block
 */
public record Head(Header header, Hash hash, StateSource state, FinalPointer fin) {}
