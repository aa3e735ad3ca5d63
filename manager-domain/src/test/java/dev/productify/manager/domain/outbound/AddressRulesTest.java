package dev.productify.manager.domain.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.shared.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    private static final AddressRules STRICT = new AddressRules(List.of(), Set.of(8080), address -> false);

    /** The first and the last address of each range, and a neighbour outside where that is a public one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.0.0",
                "169.254.169.254",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1"
            })
    void specialAddressesAreRefusedAndTheMessageNamesTheSetting(String address) {
        assertThat(STRICT.refusal(at(address), 443)).get().asString().contains("outbound.allow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2003::1",
                "2606:4700::1",
                "2a00::1",
                "fbff::1"
            })
    void hostsOfThePublicNetworkAreNot(String address) {
        assertThat(STRICT.refusal(at(address), 443)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.0.0.1, true",
        "127.0.0.0/8, ::ffff:127.0.0.1, true",
        "127.0.0.0/8, ::1, false",
        "127.0.0.0/8, 10.0.0.1, false",
        "::1, ::1, true",
        "10.1.0.0/16, 10.1.2.3, true",
        "10.1.0.0/16, 10.2.2.3, false",
        "0.0.0.0/0, 64:ff9b::a00:1, false",
    })
    void anOperatorMayPermitSomeOfThem(String allowed, String address, boolean permitted) {
        AddressRules rules = new AddressRules(List.of(Cidr.parse(allowed)), Set.of(8080), other -> false);
        assertThat(rules.refusal(at(address), 443).isEmpty()).isEqualTo(permitted);
    }

    @Test
    void theManagersOwnPortsAreNeverReachedWhateverIsPermitted() {
        AddressRules rules = new AddressRules(
                List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0")),
                Set.of(8080, 9090),
                address -> address.getHostAddress().equals("10.0.0.5"));
        for (String own : List.of("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.5", "::1", "::", "::ffff:127.0.0.1")) {
            assertThat(rules.refusal(at(own), 8080)).as(own).get().asString().contains("the Manager itself");
            assertThat(rules.refusal(at(own), 9090)).as(own).isPresent();
            assertThat(rules.refusal(at(own), 8081)).as(own).isEmpty();
        }
        assertThat(rules.refusal(at("10.0.0.6"), 8080)).isEmpty();
    }

    private static InetAddress at(String text) {
        return Cidr.literal(text).orElseThrow();
    }
}
