package one.imago.node.ledger;

import one.imago.node.crypto.Hash;

/**
 * Hash of a picture's normalised pixels, so that a metadata edit is still an exact match.
 *
 * @param version version of the normalisation
 * @param hash SHA-256 over the normalised pixels
 */
public record PixelHash(int version, Hash hash) {}
