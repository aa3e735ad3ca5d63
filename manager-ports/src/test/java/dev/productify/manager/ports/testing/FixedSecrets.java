package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.domain.shared.Cidr;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A key that everybody knows, and rules for addresses that hold on every machine. */
public final class FixedSecrets {
    /** A network of private addresses that may be called. */
    public static final String ALLOWED = "10.20.0.0/16";

    private static final SecretSealer SEALER =
            new SecretSealer("00000001", new byte[SecretSealer.KEY_LENGTH], new Random(45));
    private static final AddressRules ADDRESSES =
            new AddressRules(List.of(Cidr.parse(ALLOWED)), Set.of(8080), address -> false);

    private FixedSecrets() {}

    public static SecretSealer sealer() {
        return SEALER;
    }

    public static AddressRules addresses() {
        return ADDRESSES;
    }
}
