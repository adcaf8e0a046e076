package one.imago.cli.picture;

import one.imago.chain.copyright.CopyrightBodies;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Terminal;
import one.imago.node.ledger.WorkId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Disputes another claim. */
@Command(
        name = "contest",
        description = "Dispute another claim with a work of your own. Both are shown as disputed from then on.",
        footer = {"", "Example:", "  imago image contest 1f3a5c7e9b2d4f60 --against 99aa88bb77cc66dd --key dev"})
public final class ImageContest implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "WORKID", description = "Your work.")
    private String workId = "";

    @Option(names = "--against", required = true, paramLabel = "WORKID", description = "The claim that you dispute.")
    private String against = "";

    @Mixin
    private final WorkTransaction transaction = new WorkTransaction();

    public ImageContest(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        WorkId own = Arguments.workId(workId);
        WorkId other = Arguments.workId(against);
        ObjectNode sent = transaction.send(terminal, CopyrightBodies.contestWork(own, other));
        sent.put("workId", own.toString()).put("contests", other.toString());
        return Answer.yes(sent, "Work " + own + " disputes " + other + ": " + WorkTransaction.when(sent));
    }
}
