package one.imago.crawler.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:8.8.8.8",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:2::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refusesSpecialAddresses(String address) throws UnknownHostException {
        // The JDK reads mapped addresses as IPv4: then 8.8.8.8 itself is what would be connected to.
        boolean mappedPublic = address.equals("::ffff:8.8.8.8");
        assertThat(AddressGuard.isPublic(InetAddress.getAllByName(address)[0])).isEqualTo(mappedPublic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "126.255.255.255",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.0.1.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1"
            })
    void allowsOrdinaryAddresses(String address) throws UnknownHostException {
        assertThat(AddressGuard.isPublic(InetAddress.getAllByName(address)[0])).isTrue();
    }

    @Test
    void letsPrivateAddressesPassWhenAsked() {
        InetAddress loopback = InetAddress.getLoopbackAddress();

        assertThat(new AddressGuard(true).allows(loopback)).isTrue();
        assertThat(new AddressGuard(false).allows(loopback)).isFalse();
    }
}
