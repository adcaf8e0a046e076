package one.imago.cli.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A command over several files: one answer for each in order, and the worst exit code. */
public final class FileBatch {
    private FileBatch() {}

    /** What a command does with one file. */
    @FunctionalInterface
    public interface FileAction {
        Answer run(Path file) throws Exception;
    }

    /** Runs one after the other; a failure of one does not keep the others from running. */
    public static Answer run(List<Path> files, FileAction action) throws Exception {
        if (files.size() == 1) {
            return action.run(files.get(0));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Path file : files) {
            try {
                outcomes.add(new Outcome.Answered(file, action.run(file)));
            } catch (Failure failure) {
                outcomes.add(new Outcome.Failed(file, failure));
            }
        }
        return combine(outcomes);
    }

    /** One file: its own answer or failure. Several: the array. */
    public static Answer combine(List<Outcome> outcomes) throws Failure {
        if (outcomes.size() == 1) {
            Outcome only = outcomes.get(0);
            if (only instanceof Outcome.Failed failed) {
                throw failed.failure();
            }
            return ((Outcome.Answered) only).answer();
        }
        ArrayNode array = Json.array();
        List<ExitCode> codes = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            ObjectNode element = Json.object().put("file", outcome.file().toString());
            if (outcome instanceof Outcome.Answered answered) {
                element.setAll((ObjectNode) answered.answer().json());
                codes.add(answered.answer().exit());
                texts.add(outcome.file() + "\n"
                        + answered.answer().text().indent(2).stripTrailing());
            } else if (outcome instanceof Outcome.Failed failed) {
                element.set("error", failed.failure().json());
                codes.add(failed.failure().exit());
                texts.add(outcome.file() + "\n"
                        + failed.failure().text().indent(2).stripTrailing());
            }
            array.add(element);
        }
        return new Answer(ExitCode.worst(codes), array, String.join("\n\n", texts));
    }

    /** How one file of several ended. */
    public sealed interface Outcome {
        Path file();

        /** It was answered, with an object. */
        record Answered(Path file, Answer answer) implements Outcome {}

        /** It failed. */
        record Failed(Path file, Failure failure) implements Outcome {}
    }
}
