package one.imago.p2p.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import one.imago.p2p.address.Multiaddr;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where this node can be dialled: where it listens, and where several peers, in networks apart, agree that they see it.
 * One peer, or many in one network, cannot make it announce an address. Thread-safe.
 */
final class OwnAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(OwnAddresses.class);
    private static final int WITNESSES = 3;
    private static final int MAX_OBSERVED = 32;
    private static final int MAX_WITNESSES = 16;

    private List<Multiaddr> listening = List.of();
    private int port;
    private boolean everywhere;
    private final Map<Multiaddr, Set<String>> observed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Multiaddr, Set<String>> eldest) {
            return size() > MAX_OBSERVED;
        }
    };

    synchronized void listening(InetSocketAddress local) {
        port = local.getPort();
        everywhere = local.getAddress().isAnyLocalAddress();
        listening = everywhere ? interfaces() : List.of(Multiaddr.tcp(local.getAddress(), port));
    }

    private List<Multiaddr> interfaces() {
        List<Multiaddr> reachable = new ArrayList<>();
        List<Multiaddr> loopback = new ArrayList<>();
        try {
            for (NetworkInterface device : NetworkInterface.networkInterfaces().toList()) {
                for (InterfaceAddress each : device.getInterfaceAddresses()) {
                    InetAddress ip = each.getAddress();
                    if (ip.isLinkLocalAddress() || ip.isMulticastAddress()) {
                        continue;
                    }
                    (ip.isLoopbackAddress() ? loopback : reachable).add(Multiaddr.tcp(ip, port));
                }
            }
        } catch (SocketException e) {
            LOG.warn("the network interfaces cannot be listed: {}", e.toString());
        }
        reachable.addAll(loopback);
        return reachable;
    }

    synchronized List<Multiaddr> all() {
        Set<Multiaddr> all = new LinkedHashSet<>(listening);
        observed.forEach((address, witnesses) -> {
            if (witnesses.size() >= WITNESSES) {
                all.add(address);
            }
        });
        return List.copyOf(all);
    }

    /**
     * A peer says under which address it sees this node.
     *
     * @param seen the address, of a socket
     * @param dialled whether this node dialled, so that the port is not the one it listens on
     * @param witness the peer's own address
     */
    synchronized void seen(Multiaddr seen, boolean dialled, @Nullable InetAddress witness) {
        InetAddress ip = seen.ip().orElse(null);
        if (!everywhere || ip == null || witness == null || isLocal(ip) || isLocal(witness)) {
            return;
        }
        Multiaddr address = Multiaddr.tcp(ip, dialled ? port : seen.port());
        Set<String> witnesses = observed.computeIfAbsent(address, key -> new LinkedHashSet<>());
        if (witnesses.size() < MAX_WITNESSES) {
            witnesses.add(network(witness));
        }
    }

    private static boolean isLocal(InetAddress ip) {
        return ip.isLoopbackAddress() || ip.isLinkLocalAddress() || ip.isAnyLocalAddress() || ip.isMulticastAddress();
    }

    /** The /16 of an IPv4 address, the /32 of an IPv6 address. */
    private static String network(InetAddress ip) {
        byte[] bytes = ip.getAddress();
        int length = ip instanceof Inet6Address ? 4 : 2;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(bytes[i]).append('.');
        }
        return text.toString();
    }
}
