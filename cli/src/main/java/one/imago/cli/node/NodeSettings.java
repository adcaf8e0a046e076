package one.imago.cli.node;

import java.util.List;
import one.imago.chain.genesis.DevNetwork;
import one.imago.chain.genesis.Genesis;
import one.imago.node.config.Setting;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;

/** The settings that the assembly itself reads. */
final class NodeSettings {
    static final Setting<String> NETWORK =
            Setting.text("network", "dev", "the network: dev, or the file of its genesis");
    static final Setting<String> PRODUCER =
            Setting.text("producer", "", "name of the key that makes blocks; on dev, producer; none otherwise");

    static final List<Setting<?>> ALL = List.of(NETWORK, PRODUCER);

    /** Stands in where modules are only asked for their settings. */
    static final Genesis NO_GENESIS = DevNetwork.create(
            Address.of(new byte[Address.LENGTH]), PublicKey.of(new byte[PublicKey.LENGTH]), Hash.ZERO, 0);

    private NodeSettings() {}
}
