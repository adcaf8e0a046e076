package one.imago.chain.certificate;

/** A page under construction. Text is escaped unless it is markup of this package's own. */
final class Page {
    private static final String STYLE = """
            @page { size: A4; margin: 14mm 16mm }
            * { box-sizing: border-box }
            body { font: 9.5pt/1.4 Georgia, "Liberation Serif", serif; color: #1b1b1f; margin: 0 auto; max-width: 178mm; padding: 8mm 0 }
            header { border-bottom: 2pt solid #1f3a5f; padding-bottom: 3mm; margin-bottom: 4mm }
            h1 { font-size: 20pt; line-height: 1.15; margin: 0; color: #1f3a5f; font-weight: normal }
            h2 { font: bold 9pt/1.3 "Helvetica Neue", Arial, "Liberation Sans", sans-serif; letter-spacing: .04em; text-transform: uppercase; color: #1f3a5f; margin: 4mm 0 1.2mm }
            p { margin: 0 0 2mm }
            .brand { font: bold 9pt "Helvetica Neue", Arial, "Liberation Sans", sans-serif; letter-spacing: .2em; text-transform: uppercase; color: #6b7280; margin: 0 0 1mm }
            .title { font-size: 13pt; font-style: italic; margin: 1.5mm 0 0; overflow-wrap: anywhere }
            .verdict { padding: 2.5mm 3.5mm; border-left: 3pt solid; margin: 0 0 2mm }
            .clear { border-color: #2f6b4f; background: #eef6f1 }
            .disputed { border-color: #a33b2e; background: #fbefed; font-weight: bold }
            table { border-collapse: collapse; width: 100% }
            td, th { text-align: left; vertical-align: top; padding: .7mm 2mm .7mm 0; border-bottom: .4pt solid #d6d9df; overflow-wrap: anywhere }
            th { font: bold 8pt "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: #4b5563 }
            .facts th { width: 44mm; padding-top: 1mm }
            .facts td, .mono, pre { font: 8.4pt/1.45 "SF Mono", Menlo, "Liberation Mono", Consolas, monospace }
            .claims { table-layout: fixed; font-size: 8.6pt }
            .claims .mono, .evidence .mono { font-size: 7.4pt }
            .claims th:nth-child(1) { width: 6mm }
            .claims th:nth-child(2) { width: 30mm }
            .claims th:nth-child(3) { width: 40mm }
            .claims th:nth-child(5) { width: 36mm }
            .claims th:nth-child(6) { width: 27mm }
            .evidence { font-size: 8.6pt }
            .own td { background: #f1f4f9 }
            .columns { display: table; width: 100%; table-layout: fixed }
            .columns section { display: table-cell; padding-right: 6mm; vertical-align: top }
            ul { margin: 0; padding-left: 4.5mm }
            li { margin-bottom: .8mm }
            pre { background: #f4f5f7; border: .4pt solid #d6d9df; padding: 2mm 3mm; margin: 0 0 2mm; white-space: pre-wrap; overflow-wrap: anywhere }
            section, tr { break-inside: avoid }
            @media print { body { padding: 0; max-width: none } * { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
            """;

    private final StringBuilder html = new StringBuilder(8 * 1024);

    void open(String title) {
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                        + " 'unsafe-inline'\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
                .append(escape(title))
                .append("</title><style>\n")
                .append(STYLE)
                .append("</style></head><body>\n");
    }

    /** Markup of our own, with no text from outside. */
    void raw(String markup) {
        html.append(markup).append('\n');
    }

    void element(String tag, String styles, String text) {
        html.append('<').append(tag);
        if (!styles.isEmpty()) {
            html.append(" class=\"").append(styles).append('"');
        }
        html.append('>').append(escape(text)).append("</").append(tag).append(">\n");
    }

    void row(String name, String value) {
        html.append("<tr><th scope=\"row\">")
                .append(escape(name))
                .append("</th><td>")
                .append(escape(value))
                .append("</td></tr>\n");
    }

    void close() {
        html.append("</body></html>\n");
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
