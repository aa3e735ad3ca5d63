package dev.productify.manager.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.shared.Cidr;
import dev.productify.manager.server.config.OutboundSection;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutboundRulesTest {
    private final AddressRules rules = OutboundRules.of(
            new OutboundSection(List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"))), Set.of(8080, 5432));

    @Test
    void ownPortsAreRefusedAtEveryAddressOfThisMachineWhateverIsAllowed() throws Exception {
        List<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();

        assertThat(own).isNotEmpty().allSatisfy(address -> {
            assertThat(rules.refusal(address, 8080)).get().asString().contains("is the Manager itself");
            assertThat(rules.refusal(address, 5432)).isPresent();
            assertThat(rules.refusal(address, 8081)).isEmpty();
        });
    }

    @Test
    void theSamePortsOfOtherMachinesAreNobodysBusiness() {
        InetAddress other = Cidr.literal("198.51.100.7").orElseThrow();

        assertThat(rules.refusal(other, 8080)).isEmpty();
    }

    @Test
    void withoutASettingNoPrivateAddressMayBeCalled() {
        AddressRules closed = OutboundRules.of(new OutboundSection(List.of()), Set.of());

        assertThat(closed.refusal(Cidr.literal("10.0.0.1").orElseThrow(), 443))
                .get()
                .asString()
                .contains("outbound.allow");
        assertThat(closed.refusal(Cidr.literal("8.8.8.8").orElseThrow(), 443)).isEmpty();
    }
}
