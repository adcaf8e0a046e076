package one.imago.p2p.address;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An address that this node can dial: {@code /(ip4|ip6|dns|dns4|dns6)/HOST/tcp/PORT}, with {@code /p2p/ID} when the peer
 * is known. Addresses of other shapes (UDP, WebSocket, relays) exist and are refused: to this node they lead nowhere.
 *
 * <p>Source: multiformats/multiaddr and its protocols.csv.
 */
public final class Multiaddr {
    /** Longest binary form that is read. */
    public static final int MAX_BYTES = 512;

    private static final int TCP = 6;
    private static final int P2P = 421;
    private static final int MAX_NAME = 253;

    /** How the host is named, with the code of multiaddr's table. */
    public enum HostKind {
        IP4(4),
        IP6(41),
        DNS(53),
        DNS4(54),
        DNS6(55);

        private final int code;

        HostKind(int code) {
            this.code = code;
        }

        private String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final HostKind kind;
    private final byte[] host;
    private final int port;
    private final Optional<PeerId> peer;

    private Multiaddr(HostKind kind, byte[] host, int port, Optional<PeerId> peer) {
        this.kind = kind;
        this.host = host;
        this.port = port;
        this.peer = peer;
    }

    /** The address of a TCP socket. */
    public static Multiaddr tcp(InetAddress ip, int port) {
        byte[] host = ip.getAddress();
        requirePort(port);
        return new Multiaddr(host.length == 4 ? HostKind.IP4 : HostKind.IP6, host, port, Optional.empty());
    }

    /** Reads the text form. */
    public static Multiaddr parse(String text) {
        if (text.length() > MAX_BYTES) {
            throw new IllegalArgumentException("a multiaddr has at most " + MAX_BYTES + " characters here");
        }
        List<String> parts = List.of(text.split("/", -1));
        if (!(parts.size() == 5 || parts.size() == 7)
                || !parts.get(0).isEmpty()
                || !parts.get(3).equals("tcp")) {
            throw refused();
        }
        HostKind kind = Arrays.stream(HostKind.values())
                .filter(known -> known.text().equals(parts.get(1)))
                .findFirst()
                .orElseThrow(Multiaddr::refused);
        byte[] host = switch (kind) {
            case IP4 -> ip4(parts.get(2));
            case IP6 -> ip6(parts.get(2));
            case DNS, DNS4, DNS6 -> name(parts.get(2).getBytes(US_ASCII));
        };
        Optional<PeerId> peer = Optional.empty();
        if (parts.size() == 7) {
            if (!parts.get(5).equals("p2p")) {
                throw refused();
            }
            peer = Optional.of(PeerId.parse(parts.get(6)));
        }
        return new Multiaddr(kind, host, port(parts.get(4)), peer);
    }

    /** Reads the binary form. */
    public static Multiaddr ofBytes(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a multiaddr has at most " + MAX_BYTES + " bytes here");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long code = Varint.read(buffer);
        HostKind kind = Arrays.stream(HostKind.values())
                .filter(known -> known.code == code)
                .findFirst()
                .orElseThrow(Multiaddr::refused);
        byte[] host = switch (kind) {
            case IP4 -> take(buffer, 4);
            case IP6 -> requireIp6(take(buffer, 16));
            case DNS, DNS4, DNS6 -> name(take(buffer, Varint.read(buffer)));
        };
        if (Varint.read(buffer) != TCP) {
            throw refused();
        }
        int port = ByteBuffer.wrap(take(buffer, 2)).getShort() & 0xffff;
        Optional<PeerId> peer = Optional.empty();
        if (buffer.hasRemaining()) {
            if (Varint.read(buffer) != P2P) {
                throw refused();
            }
            peer = Optional.of(PeerId.ofBytes(take(buffer, Varint.read(buffer))));
        }
        if (buffer.hasRemaining()) {
            throw refused();
        }
        return new Multiaddr(kind, host, port, peer);
    }

    public HostKind kind() {
        return kind;
    }

    /** The numeric address; empty when the host is a name. */
    public Optional<InetAddress> ip() {
        if (kind != HostKind.IP4 && kind != HostKind.IP6) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(host));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /** Where to connect; unresolved when the host is a name. */
    public InetSocketAddress socketAddress() {
        return ip().map(ip -> new InetSocketAddress(ip, port))
                .orElseGet(() -> InetSocketAddress.createUnresolved(new String(host, US_ASCII), port));
    }

    public int port() {
        return port;
    }

    public Optional<PeerId> peer() {
        return peer;
    }

    public Multiaddr withPeer(PeerId id) {
        return new Multiaddr(kind, host, port, Optional.of(id));
    }

    public Multiaddr withoutPeer() {
        return new Multiaddr(kind, host, port, Optional.empty());
    }

    public byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
        buffer.put(Varint.bytes(kind.code));
        if (kind != HostKind.IP4 && kind != HostKind.IP6) {
            buffer.put(Varint.bytes(host.length));
        }
        buffer.put(host).put((byte) TCP).putShort((short) port);
        peer.ifPresent(id ->
                buffer.put(Varint.bytes(P2P)).put(Varint.bytes(PeerId.LENGTH)).put(id.bytes()));
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Multiaddr address
                && kind == address.kind
                && Arrays.equals(host, address.host)
                && port == address.port
                && peer.equals(address.peer);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(host) + 7 * port + peer.hashCode();
    }

    @Override
    public String toString() {
        String name = ip().map(Multiaddr::text).orElseGet(() -> new String(host, US_ASCII));
        return "/" + kind.text() + "/" + name + "/tcp/" + port
                + peer.map(id -> "/p2p/" + id).orElse("");
    }

    /** RFC 5952 for IPv6: lower case, the first longest run of two or more zero groups as {@code ::}. */
    private static String text(InetAddress ip) {
        byte[] bytes = ip.getAddress();
        if (bytes.length == 4) {
            return ip.getHostAddress();
        }
        ByteBuffer groups = ByteBuffer.wrap(bytes);
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups.getShort(2 * end) == 0) {
                end++;
            }
            if (end - i > bestLength) {
                bestStart = i;
                bestLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups.getShort(2 * i) & 0xffff));
            }
        }
        return text.toString();
    }

    private static byte[] take(ByteBuffer buffer, long length) {
        if (length > buffer.remaining()) {
            throw new IllegalArgumentException("a multiaddr is cut off");
        }
        byte[] bytes = new byte[(int) length];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] ip4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not an IPv4 address: four numbers with dots");
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) number(parts[i], 255);
        }
        return bytes;
    }

    private static byte[] ip6(String text) {
        // Only characters of a literal, and a colon among them: the platform's parser then asks no name server.
        if (!text.matches("[0-9a-fA-F:.]{2,45}") || text.indexOf(':') < 0) {
            throw new IllegalArgumentException("not an IPv6 address");
        }
        try {
            return requireIp6(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IPv6 address", e);
        }
    }

    /** One address has one form: the platform takes ::ffff:a.b.c.d for an IPv4 address, so that is refused here. */
    private static byte[] requireIp6(byte[] bytes) {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
        if (bytes.length == 4 || Arrays.equals(bytes, 0, mapped.length, mapped, 0, mapped.length)) {
            throw new IllegalArgumentException("an IPv4 address is written as ip4");
        }
        return bytes;
    }

    private static byte[] name(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_NAME) {
            throw new IllegalArgumentException("a host name has 1 to " + MAX_NAME + " characters");
        }
        for (byte c : bytes) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '.' && c != '_') {
                throw new IllegalArgumentException("a host name has letters, digits, dots and hyphens");
            }
        }
        return bytes;
    }

    private static int port(String text) {
        return number(text, 65_535);
    }

    private static int number(String text, int max) {
        if (!text.matches("0|[1-9][0-9]{0,4}") || Integer.parseInt(text) > max) {
            throw new IllegalArgumentException("expected a whole number from 0 to " + max);
        }
        return Integer.parseInt(text);
    }

    private static void requirePort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 0 to 65535, not " + port);
        }
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException(
                "expected /ip4/ADDRESS/tcp/PORT/p2p/ID, or ip6, dns, dns4, dns6 in its place");
    }
}
