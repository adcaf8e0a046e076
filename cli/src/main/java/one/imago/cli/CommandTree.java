package one.imago.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import one.imago.cli.bench.BenchAttacks;
import one.imago.cli.bench.BenchChain;
import one.imago.cli.bench.BenchContent;
import one.imago.cli.bench.BenchCopies;
import one.imago.cli.bench.BenchIndex;
import one.imago.cli.bench.BenchWatermark;
import one.imago.cli.chain.ShowAccount;
import one.imago.cli.chain.ShowBlock;
import one.imago.cli.chain.ShowProducers;
import one.imago.cli.chain.ShowTransaction;
import one.imago.cli.content.ContentGet;
import one.imago.cli.content.ContentPin;
import one.imago.cli.content.ContentProvide;
import one.imago.cli.content.ContentPut;
import one.imago.cli.content.ContentStatus;
import one.imago.cli.content.ContentTakedown;
import one.imago.cli.content.ContentUnpin;
import one.imago.cli.crawl.CrawlRun;
import one.imago.cli.demo.Demo;
import one.imago.cli.network.NetworkCreate;
import one.imago.cli.node.ConfigShow;
import one.imago.cli.node.NodeBackup;
import one.imago.cli.node.NodePeers;
import one.imago.cli.node.NodeRestore;
import one.imago.cli.node.NodeRun;
import one.imago.cli.node.NodeStatus;
import one.imago.cli.passport.PassportCreate;
import one.imago.cli.passport.PassportRevoke;
import one.imago.cli.passport.PassportRotate;
import one.imago.cli.passport.PassportShow;
import one.imago.cli.picture.CertificateCheckCommand;
import one.imago.cli.picture.FingerprintCommand;
import one.imago.cli.picture.ImageCertificate;
import one.imago.cli.picture.ImageContest;
import one.imago.cli.picture.ImageEvidence;
import one.imago.cli.picture.ImageList;
import one.imago.cli.picture.ImageOwnerMark;
import one.imago.cli.picture.ImageRegister;
import one.imago.cli.picture.ImageSearch;
import one.imago.cli.picture.ImageShow;
import one.imago.cli.picture.ImageTransfer;
import one.imago.cli.picture.ImageVerify;
import one.imago.cli.picture.LicenceGrant;
import one.imago.cli.picture.LicenceList;
import one.imago.cli.picture.LicenceRevoke;
import one.imago.cli.picture.WatermarkEmbed;
import one.imago.cli.picture.WatermarkExtract;
import one.imago.cli.simulate.SimulateConsensus;
import one.imago.cli.simulate.SimulateContent;
import one.imago.cli.simulate.SimulateDht;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Terminal;
import one.imago.cli.wallet.AccountShow;
import one.imago.cli.wallet.KeyCreate;
import one.imago.cli.wallet.KeyExport;
import one.imago.cli.wallet.KeyImport;
import one.imago.cli.wallet.KeyList;
import one.imago.cli.wallet.TokenRelease;
import one.imago.cli.wallet.TokenSend;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** Every command, on one screen. Help, man pages and completion come from this. */
final class CommandTree {
    private final CommandLine root = new CommandLine(new Imago());
    private final Predicate<String> wanted;

    private CommandTree(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    /** All of it. */
    static CommandLine of(Terminal terminal) {
        return new CommandTree(name -> true).build(terminal);
    }

    /** As much as these arguments can mean: reading forty commands takes longer than most of them run. */
    static CommandLine of(Terminal terminal, List<String> arguments) {
        return new CommandTree(arguments::contains).build(terminal);
    }

    private CommandLine build(Terminal t) {
        root.getCommandSpec()
                .addMixin("options", CommandSpec.forAnnotatedObject(t.options()))
                .addOption(flag("Say what this command does, and stop.", "-h", "--help")
                        .usageHelp(true)
                        .scopeType(ScopeType.INHERIT)
                        .build())
                .addOption(flag("Print the version, and stop.", "-V", "--version")
                        .versionHelp(true)
                        .build());
        group(
                "node",
                "Run a node, and look after it.",
                () -> List.of(
                        new NodeRun(t), new NodeStatus(t), new NodePeers(t), new NodeBackup(t), new NodeRestore(t)));
        group("config", "The settings of a node.", () -> List.of(new ConfigShow(t)));
        group("network", "Networks of your own.", () -> List.of(new NetworkCreate(t)));
        single("demo", () -> new Demo(t));
        group(
                "key",
                "Your keys, encrypted on this machine.",
                () -> List.of(new KeyCreate(t), new KeyList(t), new KeyImport(t), new KeyExport(t)));
        group("account", "Accounts on the ledger.", () -> List.of(new AccountShow(t)));
        group("token", "Tokens, with which fees are paid.", () -> List.of(new TokenSend(t), new TokenRelease(t)));
        group(
                "chain",
                "What stands on the ledger.",
                () -> List.of(new Group(
                        "show",
                        "Show a block, a transaction, an account, or the producers.",
                        List.of(new ShowBlock(t), new ShowTransaction(t), new ShowAccount(t), new ShowProducers(t)))));
        group(
                "image",
                "Register pictures, recognise them, and deal in the rights on them.",
                () -> List.of(
                        new ImageRegister(t),
                        new ImageVerify(t),
                        new ImageSearch(t),
                        new ImageShow(t),
                        new ImageList(t),
                        new ImageCertificate(t),
                        new ImageOwnerMark(t),
                        new ImageTransfer(t),
                        new ImageContest(t),
                        new ImageEvidence(t),
                        new Group(
                                "licence",
                                "Licences on your works.",
                                List.of(new LicenceGrant(t), new LicenceRevoke(t), new LicenceList(t)))));
        group("certificate", "Proofs of registrations, without a node.", () -> List.of(new CertificateCheckCommand(t)));
        group(
                "watermark",
                "The invisible mark, on files and without a node.",
                () -> List.of(new WatermarkEmbed(t), new WatermarkExtract(t)));
        single("fingerprint", FingerprintCommand::new);
        group(
                "content",
                "Public content by its id.",
                () -> List.of(
                        new ContentPut(t),
                        new ContentGet(t),
                        new ContentStatus(t),
                        new ContentPin(t),
                        new ContentUnpin(t),
                        new ContentProvide(t),
                        new ContentTakedown(t)));
        group(
                "passport",
                "A key that speaks for a person, and its record. No face yet: that comes with a later release.",
                () -> List.of(
                        new PassportCreate(t), new PassportShow(t), new PassportRotate(t), new PassportRevoke(t)));
        group("crawl", "Look for registered pictures on the web.", () -> List.of(new CrawlRun(t)));
        group(
                "bench",
                "Measure this machine; real processes, real work.",
                () -> List.of(
                        new BenchAttacks(t),
                        new BenchChain(t),
                        new BenchContent(t),
                        new BenchCopies(t),
                        new BenchIndex(t),
                        new BenchWatermark(t)));
        group(
                "simulate",
                "Networks in one process, on virtual time.",
                () -> List.of(new SimulateConsensus(t), new SimulateContent(t), new SimulateDht(t)));
        single("completion", () -> new Completion(t));
        finish(root);
        return root;
    }

    /** A command that only holds others. */
    private record Group(String name, String description, List<Object> commands) {
        void addTo(CommandLine parent) {
            CommandSpec spec = CommandSpec.create().name(name);
            spec.usageMessage().description(description).synopsisSubcommandLabel("COMMAND");
            CommandLine group = new CommandLine(spec);
            parent.addSubcommand(name, group);
            for (Object command : commands) {
                if (command instanceof Group inner) {
                    inner.addTo(group);
                } else {
                    group.addSubcommand(command);
                }
            }
        }
    }

    private void group(String name, String description, Supplier<List<Object>> commands) {
        if (wanted.test(name)) {
            new Group(name, description, commands.get()).addTo(root);
        }
    }

    private void single(String name, Supplier<Action> command) {
        if (wanted.test(name)) {
            root.addSubcommand(command.get());
        }
    }

    private static OptionSpec.Builder flag(String description, String... names) {
        return OptionSpec.builder(names).type(boolean.class).arity("0").description(description);
    }

    private static void finish(CommandLine root) {
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setUsageHelpAutoWidth(true);
        root.setAbbreviatedOptionsAllowed(false);
        sort(root);
    }

    private static void sort(CommandLine commandLine) {
        commandLine.getCommandSpec().usageMessage().sortOptions(false);
        for (Map.Entry<String, CommandLine> entry : commandLine.getSubcommands().entrySet()) {
            sort(entry.getValue());
        }
    }
}
