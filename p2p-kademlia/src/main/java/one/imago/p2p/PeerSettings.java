package one.imago.p2p;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import one.imago.node.config.Configuration;
import one.imago.node.config.Setting;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.wire.WireSettings;

/** The settings of the peer part. */
final class PeerSettings {
    static final Setting<InetAddress> P2P_HOST = new Setting<>(
            "p2p-host", "127.0.0.1", PeerSettings::address, "where peers reach this node; 0.0.0.0 for every interface");
    static final Setting<Integer> P2P_PORT =
            Setting.integer("p2p-port", 0, 0, 65_535, "TCP port for peers; 0 takes any free one");
    static final Setting<List<Multiaddr>> BOOTSTRAP = new Setting<>(
            "bootstrap", "", PeerSettings::multiaddrs, "multiaddrs of first peers with their ids, with commas");
    static final Setting<String> KAD_PROTOCOL = new Setting<>(
            "kad-protocol",
            "/imago/kad/1.0.0",
            PeerSettings::protocol,
            "protocol id of the Kademlia network; nodes with different ids never meet");
    static final Setting<Integer> MAX_CONNECTIONS =
            Setting.integer("p2p-max-connections", 256, 8, 10_000, "connections to peers at any time");
    static final Setting<Integer> PEER_MIB_PER_SECOND = Setting.integer(
            "p2p-peer-mib-per-second", 256, 1, 100_000, "MiB that one peer may send in a second, in the long run");

    static final List<Setting<?>> ALL =
            List.of(P2P_HOST, P2P_PORT, BOOTSTRAP, KAD_PROTOCOL, MAX_CONNECTIONS, PEER_MIB_PER_SECOND);

    private PeerSettings() {}

    static WireSettings wire(Configuration configuration, String agent) {
        int most = configuration.get(MAX_CONNECTIONS);
        return new WireSettings(
                configuration.get(P2P_HOST),
                configuration.get(P2P_PORT),
                agent,
                most,
                most / 4,
                (long) configuration.get(PEER_MIB_PER_SECOND) << 20);
    }

    private static InetAddress address(String text) {
        String family = text.indexOf(':') >= 0 ? "/ip6/" : "/ip4/";
        return Multiaddr.parse(family + text + "/tcp/0").ip().orElseThrow();
    }

    private static List<Multiaddr> multiaddrs(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        List<Multiaddr> addresses = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Multiaddr::parse)
                .toList();
        if (addresses.stream().anyMatch(address -> address.peer().isEmpty())) {
            throw new IllegalArgumentException("a first peer needs its id: /ip4/ADDRESS/tcp/PORT/p2p/ID");
        }
        return addresses;
    }

    private static String protocol(String text) {
        if (!text.matches("/[\\x21-\\x7e]{1,127}")) {
            throw new IllegalArgumentException(
                    "a protocol id begins with / and has no spaces, such as /imago/kad/1.0.0");
        }
        return text;
    }
}
