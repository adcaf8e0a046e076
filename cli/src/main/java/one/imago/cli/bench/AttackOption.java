package one.imago.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import one.imago.cli.terminal.Failure;
import one.imago.watermark.attack.Attack;
import one.imago.watermark.attack.Attacks;
import picocli.CommandLine.Option;

/** Which of the attacks on marked pictures a bench makes. */
final class AttackOption {
    @Option(
            names = "--attacks",
            split = ",",
            paramLabel = "NAME",
            description = "Attacks by name, with commas; or all (the default), suite for the forty that are counted"
                    + " together, further for the others, none.")
    private List<String> names = List.of("all");

    List<Attack> chosen() throws Failure {
        List<Attack> chosen = new ArrayList<>();
        for (String name : names) {
            switch (name) {
                case "all" -> chosen.addAll(Attacks.marks());
                case "suite" -> Attacks.marks().stream().filter(Attack::inSuite).forEach(chosen::add);
                case "further" ->
                    Attacks.marks().stream().filter(attack -> !attack.inSuite()).forEach(chosen::add);
                case "none" -> {}
                default -> chosen.add(Attacks.named(name).orElseThrow(() -> unknown(name)));
            }
        }
        return chosen;
    }

    private static Failure unknown(String name) {
        String known = Attacks.marks().stream().map(Attack::name).collect(Collectors.joining(" "));
        return Failure.usage("there is no attack " + name, "there are: " + known);
    }
}
