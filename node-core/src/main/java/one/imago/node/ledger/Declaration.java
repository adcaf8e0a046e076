package one.imago.node.ledger;

import one.imago.node.crypto.Hash;

/**
 * What the owner declares about a work, beside the picture itself.
 *
 * @param title public title, at most 200 bytes of UTF-8; empty for none
 * @param role in what right the owner claims
 * @param authorship how the picture came to be
 * @param publication whether it had been published
 * @param manifestRoot root of the salted manifest that the owner keeps; {@link Hash#ZERO} for none
 */
public record Declaration(
        String title, ClaimRole role, Authorship authorship, Publication publication, Hash manifestRoot) {}
