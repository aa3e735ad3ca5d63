package dev.productify.manager.domain.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.time.ZoneId;
import java.util.Set;

/** The zone by whose clocks a trigger goes: a name of the IANA's database, such as {@code Europe/Budapest} or {@code UTC}. */
public record TimeZone(ZoneId id) {
    /** What holds when nothing is said. */
    public static final TimeZone UTC = new TimeZone(ZoneId.of("UTC"));

    private static final Set<String> NAMES = ZoneId.getAvailableZoneIds();

    public TimeZone {
        requireNonNull(id, "id");
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} when there is no zone of that very name */
    public static TimeZone parse(String name) {
        if (!NAMES.contains(name)) {
            throw ManagerException.badInput(
                    "timeZone must be a name of the IANA time zone database, such as Europe/Budapest, or UTC");
        }
        return new TimeZone(ZoneId.of(name));
    }

    @Override
    public String toString() {
        return id.getId();
    }
}
