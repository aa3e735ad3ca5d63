package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.limits.Limits;
import dev.productify.manager.domain.limits.OwnLimits;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.limits.LimitStore;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Transactions run one after the other, so there is nothing to lock. */
final class InMemoryLimitStore implements LimitStore {
    private final Data data;
    private final Sightline sightline;

    InMemoryLimitStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public Optional<OwnLimits> find(ProjectId project) {
        Place place = Place.of(project);
        return data.exists(place) && sightline.writes(place)
                ? Optional.of(data.limits.getOrDefault(project, OwnLimits.unwritten(project)))
                : Optional.empty();
    }

    @Override
    public Optional<OwnLimits> lock(ProjectId project) {
        return find(project);
    }

    @Override
    public void keep(OwnLimits limits) {
        Place place = Place.of(limits.project());
        sightline.requireInside(sightline.writes(place));
        if (!data.exists(place)) {
            throw ManagerException.conflict("The project was deleted meanwhile");
        }
        OwnLimits before = data.limits.getOrDefault(limits.project(), OwnLimits.unwritten(limits.project()));
        Versions.requireNext(Optional.of(before.version()), limits.version());
        data.limits.put(limits.project(), limits);
    }

    @Override
    public Map<LimitKind, Long> used(ProjectId project) {
        Map<LimitKind, Long> used = new EnumMap<>(LimitKind.class);
        Stream.of(LimitKind.values())
                .filter(LimitKind::isCounted)
                .forEach(kind -> used.put(kind, count(project, kind)));
        return used;
    }

    @Override
    public Optional<Occupancy> occupancy(ProjectId project, LimitKind kind, Optional<Long> inherited) {
        Limits own = Optional.ofNullable(data.limits.get(project))
                .filter(written -> inside(project))
                .map(OwnLimits::limits)
                .orElse(Limits.NONE);
        return own.of(kind)
                .or(() -> inherited)
                .map(limit -> new Occupancy(limit, kind.isCounted() ? count(project, kind) : 0));
    }

    @Override
    public Optional<Occupancy> occupancyWith(ProjectId project, UserId added, Optional<Long> inherited) {
        boolean wasMember = members(project).filter(added::equals).count() > 1;
        return wasMember ? Optional.empty() : occupancy(project, LimitKind.MEMBERS, inherited);
    }

    private long count(ProjectId project, LimitKind kind) {
        if (!inside(project)) {
            return 0;
        }
        return switch (kind) {
            case MEMBERS -> members(project).distinct().count();
            case TENANTS -> at(project, data.tenants.values().stream().map(tenant -> tenant.place()));
            case ENDPOINTS -> at(project, data.endpoints.values().stream().map(endpoint -> endpoint.place()));
            case TRIGGERS ->
                at(project, data.triggers.triggers.values().stream().map(trigger -> trigger.place()));
            case PILET_BYTES ->
                data.pilets.contents.entrySet().stream()
                        .filter(content -> content.getKey().project().equals(project))
                        .mapToLong(content -> content.getValue().length)
                        .sum();
            case TRIGGER_PERIOD -> throw new IllegalArgumentException("is not counted");
        };
    }

    private Stream<UserId> members(ProjectId project) {
        return data.members.values().stream()
                .filter(member -> member.grant().place().project().equals(project))
                .map(Member::user);
    }

    private static long at(ProjectId project, Stream<Place> places) {
        return places.filter(place -> place.project().equals(project)).count();
    }

    /** Also from a tenant of it. */
    private boolean inside(ProjectId project) {
        return sightline.seesInherited(Place.of(project));
    }
}
