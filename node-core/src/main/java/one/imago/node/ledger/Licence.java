package one.imago.node.ledger;

import one.imago.node.crypto.Hash;

/**
 * A licence granted on a work.
 *
 * @param grantId transaction that granted it
 * @param workId the work
 * @param licensee address in text form, or {@code domain:} and the hexadecimal SHA-256 of the lower-case host name
 * @param termsHash SHA-256 of the terms
 * @param uses number of uses allowed; 0 = not limited
 * @param untilMillis end, milliseconds since 1970; 0 = no end
 */
public record Licence(Hash grantId, WorkId workId, String licensee, Hash termsHash, long uses, long untilMillis) {}
