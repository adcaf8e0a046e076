package one.imago.cli.content;

import java.util.Optional;
import one.imago.cli.client.KeyRing;
import one.imago.cli.client.LedgerClient;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Passphrases;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.WorkId;
import one.imago.p2p.takedown.Takedown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Signs the demand that content goes. */
@Command(
        name = "takedown",
        description = {
            "Demand that content is held no longer, signed with your key.",
            "With --work: as the owner of the work whose preview it is; every Imago node that knows the ledger follows."
                    + " Without: as the keeper of a list; nodes whose operators chose your key (takedown-keys) follow.",
            "Nodes that follow stop serving it, delete it and remember. Copies held elsewhere cannot be recalled, and"
                    + " the registration stays on the ledger."
        },
        footer = {"", "Example:", "  imago content takedown bafkrei… --key dev --work 1f3a5c7e9b2d4f60"})
public final class ContentTakedown implements Action {
    private final Terminal terminal;

    @Parameters(paramLabel = "CID", description = "The content's id.")
    private String cid = "";

    @Option(names = "--key", required = true, paramLabel = "NAME", description = "The key that signs.")
    private String key = "";

    @Option(names = "--work", paramLabel = "WORKID", description = "The work whose preview it is.")
    private String work = "";

    @Mixin
    private final Passphrases passphrases = new Passphrases();

    public ContentTakedown(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Cid id = ContentId.parse(cid);
        Optional<WorkId> owned = work.isEmpty() ? Optional.empty() : Optional.of(workId());
        RpcClient node = RpcClient.of(terminal);
        LedgerClient ledger = LedgerClient.connect(terminal, node);
        SigningKey signer = KeyRing.unlock(terminal, key, passphrases);
        Takedown takedown = Takedown.sign(
                owned.isPresent() ? Takedown.Authority.OWNER : Takedown.Authority.LIST,
                ledger.chainId(),
                owned.orElse(new WorkId(0)),
                id,
                terminal.clock().millis(),
                signer);
        JsonNode done = node.call("content_takedown", Json.object().put("statement", Hex.encode(takedown.encode())));
        return Answer.yes(
                done,
                new Table()
                        .row("cid", id)
                        .row(
                                "taken down",
                                done.path("known").asBoolean() ? "before, passed on again" : "here, and passed on")
                        .toString());
    }

    private WorkId workId() throws Failure {
        try {
            return WorkId.parse(work);
        } catch (IllegalArgumentException e) {
            throw Failure.refused(
                    "work-id-invalid", "\"" + work + "\" is not a work id", "it has 16 hexadecimal digits");
        }
    }
}
