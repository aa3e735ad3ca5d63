package dev.productify.manager.domain.sealing;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.tenancy.TenantId;
import java.util.UUID;

/**
 * Where a sealed secret belongs. It opens there and nowhere else: who copies it into another row or to another owner has
 * nothing.
 *
 * @param field what it is, for example {@code endpoint.authToken}
 * @param owner id of the tenant or person whose it is
 * @param row id of the row that holds it
 */
public record Belonging(String field, UUID owner, UUID row) {
    public Belonging {
        requireNonNull(field, "field");
        requireNonNull(owner, "owner");
        requireNonNull(row, "row");
    }

    public Belonging(String field, TenantId tenant, UUID row) {
        this(field, tenant.value(), row);
    }

    String text() {
        return field + '/' + owner + '/' + row;
    }
}
