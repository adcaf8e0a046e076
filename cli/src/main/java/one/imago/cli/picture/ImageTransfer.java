package one.imago.cli.picture;

import one.imago.chain.copyright.CopyrightBodies;
import one.imago.cli.client.KeyRing;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Address;
import one.imago.node.ledger.WorkId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Hands a claim to another owner. */
@Command(
        name = "transfer",
        description = "Hand your claim on a work to another owner. Cannot be undone by you.",
        footer = {"", "Example:", "  imago image transfer 1f3a5c7e9b2d4f60 --key dev --to imago1…"})
public final class ImageTransfer implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "WORKID", description = "The work.")
    private String workId = "";

    @Option(names = "--to", required = true, paramLabel = "ADDRESS", description = "The new owner.")
    private String to = "";

    @Mixin
    private final WorkTransaction transaction = new WorkTransaction();

    public ImageTransfer(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        WorkId id = Arguments.workId(workId);
        Address owner = KeyRing.address(terminal, to);
        ObjectNode sent = transaction.send(terminal, CopyrightBodies.transferWork(id, owner));
        sent.put("workId", id.toString()).put("owner", owner.toString());
        return Answer.yes(sent, "Work " + id + " goes to " + owner + ": " + WorkTransaction.when(sent));
    }
}
