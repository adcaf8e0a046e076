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
    static final Setting<String> P2P_HOST =
            Setting.text("p2p-host", "127.0.0.1", "address for peers; not used before there is a peer network");
    static final Setting<Integer> P2P_PORT =
            Setting.integer("p2p-port", 0, 0, 65_535, "port for peers; not used before there is a peer network");
    static final Setting<String> BOOTSTRAP = Setting.text(
            "bootstrap", "", "multiaddrs of first peers, with commas; not used before there is a peer network");
    static final Setting<String> KAD_PROTOCOL = Setting.text(
            "kad-protocol", "/imago/kad/1.0.0", "Kademlia protocol id; not used before there is a peer network");

    static final List<Setting<?>> ALL = List.of(NETWORK, PRODUCER, P2P_HOST, P2P_PORT, BOOTSTRAP, KAD_PROTOCOL);

    /** Stands in where modules are only asked for their settings. */
    static final Genesis NO_GENESIS = DevNetwork.create(
            Address.of(new byte[Address.LENGTH]), PublicKey.of(new byte[PublicKey.LENGTH]), Hash.ZERO, 0);

    private NodeSettings() {}
}
