package dev.productify.manager.domain.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTest {
    @Test
    void requestsAreSpreadEvenlyOverThePeriod() {
        Rate rate = new Rate(600, Duration.ofMinutes(1), 50);

        assertThat(rate.eachNanos()).isEqualTo(Duration.ofMillis(100).toNanos());
        assertThat(rate.fullNanos()).isEqualTo(Duration.ofSeconds(5).toNanos());
        assertThat(Rate.of(600, Duration.ofMinutes(1)).burst()).isEqualTo(600);
    }

    @Test
    void somethingMustBePossible() {
        Duration day = Rate.MOST_PERIOD;
        assertThat(new Rate(1, day, 365).eachNanos()).isEqualTo(day.toNanos());
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(0, day, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, day, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, Duration.ZERO, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, day.plusNanos(1), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, day, 366));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(2, Duration.ofNanos(1), 1));
    }

    @Test
    void addressesOfOneNetworkOfIpv6AreOneSource() throws UnknownHostException {
        assertThat(source("2001:db8:1:2::1")).isEqualTo(source("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertThat(source("2001:db8:1:2::1")).isNotEqualTo(source("2001:db8:1:3::1"));
        assertThat(source("192.0.2.1")).isNotEqualTo(source("192.0.2.2"));
        assertThat(source("::ffff:192.0.2.1")).isEqualTo(source("192.0.2.1"));
        assertThat(source("255.255.255.255").bits()).isEqualTo(0xFFFF_FFFFL);
    }

    private static SourceNetwork source(String address) throws UnknownHostException {
        return SourceNetwork.of(InetAddress.getByName(address));
    }
}
