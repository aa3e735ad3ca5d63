package dev.productify.manager.domain.sealing;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.tenancy.TenantId;
import java.util.UUID;

/**
 * Where a sealed secret belongs. It opens there and nowhere else: who copies it into another row or tenant has nothing.
 *
 * @param field what it is, for example {@code endpoint.authToken}
 * @param tenant whose it is
 * @param row id of the row that holds it
 */
public record Belonging(String field, TenantId tenant, UUID row) {
    public Belonging {
        requireNonNull(field, "field");
        requireNonNull(tenant, "tenant");
        requireNonNull(row, "row");
    }

    String text() {
        return field + '/' + tenant.value() + '/' + row;
    }
}
