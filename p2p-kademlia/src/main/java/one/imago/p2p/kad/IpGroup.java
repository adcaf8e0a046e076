package one.imago.p2p.kad;

import java.net.InetAddress;
import java.util.Optional;
import one.imago.p2p.address.Multiaddr;

/**
 * Addresses that one party can have many of: an IPv4 /16 or an IPv6 /32.
 *
 * @param prefix the group's bits, with the family in the topmost
 * @param local loopback, link-local or private: no cost on the attacker's side, and none on a developer's
 */
record IpGroup(long prefix, boolean local) {
    static Optional<IpGroup> of(Multiaddr address) {
        return address.ip().map(IpGroup::of);
    }

    static IpGroup of(InetAddress ip) {
        byte[] bytes = ip.getAddress();
        boolean local = ip.isLoopbackAddress()
                || ip.isSiteLocalAddress()
                || ip.isLinkLocalAddress()
                // unique local, RFC 4193
                || (bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc);
        long prefix = bytes.length == 4 ? 1L << 40 : 1L << 41;
        for (int i = 0; i < bytes.length / 4 + (bytes.length == 4 ? 1 : 0); i++) {
            prefix |= (bytes[i] & 0xffL) << (8 * i);
        }
        return new IpGroup(prefix, local);
    }
}
