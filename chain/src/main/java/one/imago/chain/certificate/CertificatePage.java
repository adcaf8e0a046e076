package one.imago.chain.certificate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import one.imago.chain.certificate.CertificateReport.Contents;
import one.imago.chain.copyright.EvidenceType;
import one.imago.chain.copyright.WorkDossier;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Work;

/**
 * The certificate as one page to print: what is proven, what is not, every claim in order, and how to check the file. It
 * says only what the file proves under its own genesis, loads nothing, and repeats that the page itself proves nothing.
 */
public final class CertificatePage {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private CertificatePage() {}

    /**
     * @param certificate bytes of the certificate's file
     * @param fileName name of that file, for the command that checks it
     * @throws CertificateException when the certificate is not consistent
     */
    public static String html(byte[] certificate, String fileName) throws CertificateException {
        CertificateReport report = CertificateCheck.check(certificate, java.util.Optional.empty());
        Contents contents = report.contents()
                .orElseThrow(() -> new CertificateException(
                        "the certificate does not hold: " + String.join("; ", report.problems())));
        return new CertificatePage().page(contents, Hash.sha256(certificate), fileName);
    }

    private String page(Contents contents, Hash fileHash, String fileName) {
        Page page = new Page();
        WorkDossier dossier = contents.dossier();
        Work work = dossier.claim().work();
        String title = work.declaration().title();
        page.open("Certificate of registration " + work.id());
        page.raw("<header><p class=\"brand\">Imago</p><h1>Certificate of registration</h1>");
        page.element("p", "title", title.isEmpty() ? "Untitled work" : "“" + title + "”");
        page.raw("</header>");
        verdict(page, dossier);
        facts(page, contents);
        proven(page, contents);
        claims(page, dossier);
        evidence(page, dossier);
        howToCheck(page, contents, fileHash, fileName);
        page.close();
        return page.toString();
    }

    private static void verdict(Page page, WorkDossier dossier) {
        int others = dossier.contesting().size();
        if (!dossier.disputed()) {
            page.element(
                    "p",
                    "verdict clear",
                    "No other owner has claimed this file or these pixels, or disputes this claim, as of the block below.");
            return;
        }
        page.element(
                "p",
                "verdict disputed",
                "Disputed. " + (others == 1 ? "One other claim stands" : others + " other claims stand")
                        + " against this one; "
                        + (dossier.first()
                                ? "this one was committed first."
                                : "this one was NOT committed first. The claims follow in their order."));
    }

    private static void facts(Page page, Contents contents) {
        WorkDossier.Claim claim = contents.dossier().claim();
        Work work = claim.work();
        page.raw("<section><h2>The claim</h2><table class=\"facts\">");
        page.row("Work", work.id().toString());
        page.row("Owner of the claim", work.owner().toString());
        page.row(
                "Declared",
                "role " + words(work.declaration().role()) + ", authorship "
                        + words(work.declaration().authorship()) + ", published before: "
                        + words(work.declaration().publication()));
        page.row(
                "Committed",
                time(claim.commitMillis()) + " (block " + work.position().commitHeight() + ")");
        page.row(
                "Revealed",
                time(work.position().revealTimeMillis()) + " (block "
                        + work.position().revealHeight() + ")");
        page.row("Original file, SHA-256", work.facts().sha256().hex());
        page.row("Marked file, SHA-256", work.facts().markedSha256().hex());
        page.row(
                "Pixels, hash " + work.facts().pixelHash().version(),
                work.facts().pixelHash().hash().hex());
        page.row("Size", work.facts().width() + " × " + work.facts().height() + " pixels");
        if (!work.declaration().manifestRoot().equals(Hash.ZERO)) {
            page.row("Manifest root", work.declaration().manifestRoot().hex());
        }
        page.row("Changed hands", claim.transfers() == 0 ? "never" : claim.transfers() + " times");
        page.raw("</table></section>");
    }

    private static void proven(Page page, Contents contents) {
        page.raw("<div class=\"columns\"><section><h2>What this proves</h2><ul>");
        page.element(
                "li",
                "",
                "The holder of the key of the registering address committed to exactly this file no"
                        + " later than the time of the commit’s block, as the network’s clock had it.");
        page.element(
                "li", "", "What was declared and revealed stands unchanged on the ledger since the reveal’s block.");
        page.element(
                "li",
                "",
                "These are all the claims that the ledger holds on the same file or the same pixels, and all"
                        + " that dispute this one, as of block " + contents.asOfHeight() + " of "
                        + time(contents.header().timestampMillis()) + ".");
        page.element("li", "", "More than two thirds of the network’s stake signed that block as final.");
        page.raw("</ul></section><section><h2>What this does not prove</h2><ul>");
        page.element("li", "", "Who made the picture, or when it was made. The ledger records who claimed it first.");
        page.element("li", "", "Who the person behind an address is.");
        page.element(
                "li", "", "That what the owner declared is true: role, authorship, publication, title, picture facts.");
        page.element(
                "li", "", "Anything that happened after block " + contents.asOfHeight() + ", or on another network.");
        page.raw("</ul></section></div>");
    }

    private static void claims(Page page, WorkDossier dossier) {
        page.raw("<section><h2>All claims, in the order of their commits</h2><table class=\"claims\"><thead><tr>"
                + "<th>#</th><th>Work</th><th>Owner</th><th>Title</th><th>Committed</th><th>Why it is listed</th>"
                + "</tr></thead><tbody>");
        int number = 1;
        for (WorkDossier.Claim claim : dossier.claims()) {
            boolean own = claim.equals(dossier.claim());
            page.raw(own ? "<tr class=\"own\">" : "<tr>");
            page.element("td", "", Integer.toString(number++));
            page.element("td", "mono", claim.work().id().toString());
            page.element("td", "mono", claim.work().owner().toString());
            page.element("td", "", claim.work().declaration().title());
            page.element(
                    "td",
                    "",
                    time(claim.commitMillis()) + ", block "
                            + claim.work().position().commitHeight() + ", index "
                            + claim.work().position().commitIndex());
            page.element("td", "", own ? "this certificate" : relation(claim.relation()));
            page.raw("</tr>");
        }
        page.raw("</tbody></table>");
        if (!dossier.complete()) {
            page.element(
                    "p",
                    "verdict disputed",
                    "The ledger counts more claims than fit here. The first " + WorkDossier.MAX_LISTED
                            + " of each list are shown.");
        }
        page.raw("</section>");
    }

    private static String relation(WorkDossier.Relation relation) {
        return String.join(
                ", ",
                java.util.stream.Stream.of(
                                relation.sameFile() ? "same file" : "",
                                relation.samePixels() ? "same pixels" : "",
                                relation.disputesIt() ? "disputes this claim" : "",
                                relation.disputedByIt() ? "disputed by this claim" : "")
                        .filter(text -> !text.isEmpty())
                        .toList());
    }

    private static void evidence(Page page, WorkDossier dossier) {
        List<WorkDossier.Evidence> evidence = dossier.evidence();
        if (evidence.isEmpty()) {
            return;
        }
        page.raw("<section><h2>Evidence added by the owner</h2><table class=\"evidence\"><thead><tr>"
                + "<th>Kind</th><th>SHA-256</th><th>Added</th></tr></thead><tbody>");
        for (WorkDossier.Evidence piece : evidence) {
            page.raw("<tr>");
            page.element("td", "", evidenceName(piece.type()));
            page.element("td", "mono", piece.hash().hex());
            page.element("td", "", time(piece.timestampMillis()) + ", block " + piece.height());
            page.raw("</tr>");
        }
        page.raw("</tbody></table></section>");
    }

    private static String evidenceName(int code) {
        for (EvidenceType type : EvidenceType.values()) {
            if (type.code() == code) {
                return switch (type) {
                    case RAW_FILE -> "RAW file";
                    case C2PA_MANIFEST -> "C2PA manifest";
                    case RFC3161_TOKEN -> "RFC 3161 time stamp";
                    case CAPTURE -> "Capture";
                };
            }
        }
        return "Kind " + code;
    }

    private static void howToCheck(Page page, Contents contents, Hash fileHash, String fileName) {
        page.raw("<section class=\"check\"><h2>How to check it</h2>");
        page.element(
                "p",
                "",
                "This page is a reading aid and proves nothing. The proof is the file that came with it. To"
                        + " check that file, without any network, get the program and the network’s genesis.toml from a source"
                        + " that you trust, not from whoever gave you this page, and run:");
        page.element("pre", "", "imago certificate check " + shellQuoted(fileName) + " --genesis genesis.toml");
        page.element(
                "p",
                "",
                "Add --image FILE to compare a picture with it. The answer must be valid, with trust “pinned”,"
                        + " and name the chain below.");
        page.raw("<table class=\"facts\">");
        page.row("Certificate file, SHA-256", fileHash.hex());
        page.row("Network", contents.genesis().network());
        page.row("Chain, hash of genesis", contents.chainId().hex());
        page.row(
                "As of block",
                contents.asOfHeight() + ", " + contents.headerHash().hex());
        page.row("State root", contents.header().stateRoot().hex());
        page.raw("</table></section>");
    }

    private static String shellQuoted(String name) {
        return name.matches("[A-Za-z0-9._/-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String time(long millis) {
        return UTC.format(Instant.ofEpochMilli(millis));
    }
}
