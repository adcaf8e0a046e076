package one.imago.cli.picture;

import java.util.ArrayList;
import java.util.List;
import one.imago.cli.terminal.Failure;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.WorkId;

/** Arguments as values. */
final class Arguments {
    private Arguments() {}

    static WorkId workId(String text) throws Failure {
        try {
            return WorkId.parse(text);
        } catch (IllegalArgumentException e) {
            throw Failure.refused(
                    "work-id-invalid",
                    "\"" + text + "\" is not a work id: " + e.getMessage(),
                    "copy it once more; imago image list shows all");
        }
    }

    static List<WorkId> workIds(List<String> texts) throws Failure {
        List<WorkId> ids = new ArrayList<>();
        for (String text : texts) {
            ids.add(workId(text));
        }
        return ids;
    }

    static Amount amount(String option, String text) throws Failure {
        try {
            return Amount.parse(text);
        } catch (IllegalArgumentException e) {
            throw Failure.refused("amount-invalid", option + " " + text + ": " + e.getMessage(), "");
        }
    }
}
