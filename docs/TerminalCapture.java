import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a command and draws what it printed as a terminal in SVG, for README.
 *
 * <p>{@code java docs/TerminalCapture.java docs/demo.svg "imago demo" cli/target/imago/bin/imago demo}
 */
final class TerminalCapture {
    private static final int LINE_HEIGHT = 20;
    private static final int CHARACTER_WIDTH = 9;
    private static final int MARGIN = 18;
    private static final int TITLE_BAR = 34;

    private TerminalCapture() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 3) {
            System.err.println("usage: java docs/TerminalCapture.java OUT.svg SHOWN-COMMAND COMMAND [ARG...]");
            System.exit(2);
        }
        Process process = new ProcessBuilder(List.of(args).subList(2, args.length))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            System.err.println("the command failed; nothing was written");
            System.exit(1);
        }
        List<String> lines = new ArrayList<>();
        lines.add("$ " + args[1]);
        output.lines().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")).forEach(lines::add);
        Files.writeString(Path.of(args[0]), draw(lines));
    }

    private static String draw(List<String> lines) {
        int columns = Math.max(60, lines.stream().mapToInt(String::length).max().orElse(60));
        int width = columns * CHARACTER_WIDTH + 2 * MARGIN;
        int height = TITLE_BAR + lines.size() * LINE_HEIGHT + 2 * MARGIN;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">%n"
                .formatted(width, height, width, height));
        svg.append("<rect width=\"100%\" height=\"100%\" rx=\"10\" fill=\"#14181f\"/>\n");
        String[] buttons = {"#ff5f57", "#febc2e", "#28c840"};
        for (int i = 0; i < buttons.length; i++) {
            svg.append("<circle cx=\"%d\" cy=\"18\" r=\"6\" fill=\"%s\"/>%n".formatted(22 + 20 * i, buttons[i]));
        }
        svg.append("<g font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace\" font-size=\"14\">\n");
        for (int i = 0; i < lines.size(); i++) {
            svg.append("<text x=\"%d\" y=\"%d\" fill=\"%s\" xml:space=\"preserve\">%s</text>%n"
                    .formatted(
                            MARGIN,
                            TITLE_BAR + MARGIN + i * LINE_HEIGHT,
                            i == 0 ? "#8bd5ca" : "#d8dee9",
                            escape(lines.get(i))));
        }
        return svg.append("</g>\n</svg>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
