package one.imago.crawler.crawl;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;

/** Whether a use found on the web is licensed on the ledger, so that nobody is accused of a use that was paid for. */
final class UsageLicences {
    private final WorkLedger ledger;
    private final Clock clock;

    UsageLicences(WorkLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A licence to a domain covers the hosts below it, down from the registered domain. */
    boolean covers(WorkId work, String host) {
        long now = clock.millis();
        return ledger.licences(work).stream()
                .filter(licence -> licence.untilMillis() == 0 || licence.untilMillis() > now)
                .anyMatch(licence -> namesHost(licence.licensee(), host));
    }

    private static boolean namesHost(String licensee, String host) {
        String registered = CrawlScope.registeredDomain(host);
        String name = host;
        while (true) {
            Hash hash = Hash.sha256(name.getBytes(StandardCharsets.UTF_8));
            if (licensee.equals("domain:" + hash.hex())) {
                return true;
            }
            int dot = name.indexOf('.');
            if (name.equals(registered) || dot < 0) {
                return false;
            }
            name = name.substring(dot + 1);
        }
    }
}
