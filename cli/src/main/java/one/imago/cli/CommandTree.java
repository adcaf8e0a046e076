package one.imago.cli;

import java.util.Map;
import one.imago.cli.bench.BenchChain;
import one.imago.cli.content.ContentGet;
import one.imago.cli.content.ContentPut;
import one.imago.cli.content.ContentStatus;
import one.imago.cli.crawl.CrawlRun;
import one.imago.cli.demo.Demo;
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
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Terminal;
import one.imago.cli.wallet.AccountShow;
import one.imago.cli.wallet.KeyCreate;
import one.imago.cli.wallet.KeyExport;
import one.imago.cli.wallet.KeyImport;
import one.imago.cli.wallet.KeyList;
import one.imago.cli.wallet.TokenSend;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** Every command, on one screen. Help, man pages and completion come from this. */
final class CommandTree {
    private CommandTree() {}

    static CommandLine of(Terminal t) {
        CommandLine root = new CommandLine(new Imago());
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
                root,
                "node",
                "Run a node, and look after it.",
                new NodeRun(t),
                new NodeStatus(t),
                new NodePeers(t),
                new NodeBackup(t),
                new NodeRestore(t));
        group(root, "config", "The settings of a node.", new ConfigShow(t));
        root.addSubcommand(new Demo(t));
        group(
                root,
                "key",
                "Your keys, encrypted on this machine.",
                new KeyCreate(t),
                new KeyList(t),
                new KeyImport(t),
                new KeyExport(t));
        group(root, "account", "Accounts on the ledger.", new AccountShow(t));
        group(root, "token", "Tokens, with which fees are paid.", new TokenSend(t));
        CommandLine image = group(
                root,
                "image",
                "Register pictures, recognise them, and deal in the rights on them.",
                new ImageRegister(t),
                new ImageVerify(t),
                new ImageSearch(t),
                new ImageShow(t),
                new ImageList(t),
                new ImageCertificate(t),
                new ImageTransfer(t),
                new ImageContest(t),
                new ImageEvidence(t));
        group(
                image,
                "licence",
                "Licences on your works.",
                new LicenceGrant(t),
                new LicenceRevoke(t),
                new LicenceList(t));
        group(root, "certificate", "Proofs of registrations, without a node.", new CertificateCheckCommand(t));
        group(
                root,
                "watermark",
                "The invisible mark, on files and without a node.",
                new WatermarkEmbed(t),
                new WatermarkExtract(t));
        root.addSubcommand(new FingerprintCommand());
        group(root, "content", "Public content by its id.", new ContentPut(t), new ContentGet(t), new ContentStatus(t));
        group(
                root,
                "passport",
                "A key that speaks for a person, and its record. No face yet: that comes with a later release.",
                new PassportCreate(t),
                new PassportShow(t),
                new PassportRotate(t),
                new PassportRevoke(t));
        group(root, "crawl", "Look for registered pictures on the web.", new CrawlRun(t));
        group(root, "bench", "Measure this machine; real processes, real work.", new BenchChain(t));
        root.addSubcommand(new Completion(t));
        finish(root);
        return root;
    }

    private static CommandLine group(CommandLine parent, String name, String description, Action... commands) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description).synopsisSubcommandLabel("COMMAND");
        CommandLine group = new CommandLine(spec);
        parent.addSubcommand(name, group);
        for (Action command : commands) {
            group.addSubcommand(command);
        }
        return group;
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
