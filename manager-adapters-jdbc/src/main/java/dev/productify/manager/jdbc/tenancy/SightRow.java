package dev.productify.manager.jdbc.tenancy;

import dev.productify.manager.domain.access.Sight;
import java.util.UUID;

/** Whether more than the name of a place may be seen. */
public record SightRow(UUID id, boolean content) {
    Sight sight() {
        return content ? Sight.CONTENT : Sight.NAME;
    }
}
