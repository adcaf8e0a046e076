package one.imago.watermark.rpc;

import one.imago.node.ledger.Licence;

/**
 * A licence that has not been revoked.
 *
 * @param grantId transaction that granted it
 * @param workId the work
 * @param licensee address, or {@code domain:} and the hash of a host name
 * @param termsHash SHA-256 of the terms
 * @param uses number of uses allowed; 0 = not limited
 * @param untilMillis end; 0 = no end
 */
public record LicenceView(
        String grantId, String workId, String licensee, String termsHash, long uses, long untilMillis) {
    static LicenceView of(Licence licence) {
        return new LicenceView(
                licence.grantId().hex(),
                licence.workId().toString(),
                licence.licensee(),
                licence.termsHash().hex(),
                licence.uses(),
                licence.untilMillis());
    }
}
