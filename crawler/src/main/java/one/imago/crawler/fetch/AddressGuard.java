package one.imago.crawler.fetch;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Decides which addresses a crawl may connect to. A page can name any host, and a host name can resolve to anything, so
 * that without this a stranger's page could make the node read its operator's router or cloud metadata. The decision is
 * taken on the very address that is then connected to, for every request, also after a redirect.
 *
 * <p>Refused are all special-purpose blocks of the IANA registries (RFC 6890) and IPv6 forms that carry an IPv4 address
 * (mapped, compatible, NAT64, 6to4, Teredo), since a gateway could turn those into a private one.
 */
public final class AddressGuard {
    private static final List<Block> SPECIAL = List.of(
            Block.of(8, 0),
            Block.of(8, 10),
            Block.of(10, 100, 64),
            Block.of(8, 127),
            Block.of(16, 169, 254),
            Block.of(12, 172, 16),
            Block.of(24, 192, 0, 0),
            Block.of(24, 192, 0, 2),
            Block.of(24, 192, 88, 99),
            Block.of(16, 192, 168),
            Block.of(15, 198, 18),
            Block.of(24, 198, 51, 100),
            Block.of(24, 203, 0, 113),
            Block.of(4, 224),
            Block.of(4, 240));
    // Global unicast is 2000::/3; these parts of it are not ordinary hosts.
    private static final List<Block> SPECIAL_6 = List.of(
            Block.of(23, 0x20, 0x01, 0x00), // protocol assignments, Teredo among them
            Block.of(32, 0x20, 0x01, 0x0d, 0xb8), // documentation
            Block.of(16, 0x20, 0x02), // 6to4
            Block.of(20, 0x3f, 0xff, 0x00)); // documentation

    private final boolean allowPrivate;

    /**
     * @param allowPrivate lets everything pass; for tests and one's own network
     */
    public AddressGuard(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    /** Whether a crawl may connect to {@code address}. */
    public boolean allows(InetAddress address) {
        return allowPrivate || isPublic(address);
    }

    /** Whether {@code address} is an ordinary public host's. */
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return SPECIAL.stream().noneMatch(block -> block.contains(bytes));
        }
        if (address instanceof Inet6Address) {
            boolean globalUnicast = (bytes[0] & 0xe0) == 0x20;
            return globalUnicast && SPECIAL_6.stream().noneMatch(block -> block.contains(bytes));
        }
        return false;
    }

    /** The addresses whose first {@code bits} bits are those of {@code prefix}. */
    private record Block(int bits, byte[] prefix) {
        static Block of(int bits, int... prefix) {
            byte[] bytes = new byte[prefix.length];
            for (int i = 0; i < prefix.length; i++) {
                bytes[i] = (byte) prefix[i];
            }
            return new Block(bits, bytes);
        }

        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int at = bit / 8;
                int expected = at < prefix.length ? prefix[at] : 0;
                if ((((address[at] ^ expected) >> (7 - bit % 8)) & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
