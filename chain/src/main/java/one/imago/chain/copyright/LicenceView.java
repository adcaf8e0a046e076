package one.imago.chain.copyright;

import one.imago.node.ledger.Licence;

/**
 * One licence in an answer.
 *
 * @param grantId transaction that granted it
 * @param licensee address, or {@code domain:} and the SHA-256 of a host name
 * @param termsHash SHA-256 of the terms
 * @param uses number of uses; 0 = not limited
 * @param until end, milliseconds since 1970; 0 = no end
 */
public record LicenceView(String grantId, String licensee, String termsHash, long uses, long until) {
    static LicenceView of(Licence licence) {
        return new LicenceView(
                licence.grantId().hex(),
                licence.licensee(),
                licence.termsHash().hex(),
                licence.uses(),
                licence.untilMillis());
    }
}
