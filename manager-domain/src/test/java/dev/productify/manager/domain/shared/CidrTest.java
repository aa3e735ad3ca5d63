package dev.productify.manager.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.7/8, 10.1.2.3, true",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::/0, 2001:db8::1, true",
        "10.0.0.0/8, ::ffff:10.1.1.1, true"
    })
    void containsWhatSharesItsBits(String network, String address, boolean contained) {
        assertThat(Cidr.parse(network).contains(Cidr.literal(address).orElseThrow()))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0",
                "10.0.0.0.1",
                "256.0.0.1",
                "010.0.0.1",
                "0x7f000001",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/33",
                "::1/129",
                "1::2::3",
                "fe80::1%eth0",
                ":",
                "10.0.0.0/8/8"
            })
    void anythingElseIsRefusedWithoutAskingANameServer(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
