package dev.productify.manager.ports.access;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.audit.AuditedRows;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.limits.LimitCheck;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class MemberService implements Members {
    private final Guard guard;
    private final Journal journal;
    private final Enlisting enlisting;
    private final LimitCheck limits;

    MemberService(Guard guard, Journal journal, Enlisting enlisting, LimitCheck limits) {
        this.guard = guard;
        this.journal = journal;
        this.enlisting = enlisting;
        this.limits = limits;
    }

    @Override
    public Membership add(Call call, Target target, UserId id, Role role) {
        UserId user = enlisting.user(call, role, target, id);
        return guard.grant(call, role, target, (stores, place) -> {
            Instant now = journal.now();
            Member member = new Member(new MemberId(journal.newId()), user, new Grant(place, role), now, now);
            stores.members().insert(member);
            rows(place.level()).created(stores, call, Optional.of(place), member.id(), member);
            Membership added = found(stores, place, member.id());
            limits.addedMember(stores, place.project(), user);
            return added;
        });
    }

    @Override
    public Membership changeRole(Call call, Level level, MemberId id, Role role) {
        return guard.grant(call, role, new Target.OfMember(level, id), (stores, place) -> {
            Optional<Administrators> administrators = lockedAdministrators(stores, place);
            rows(level).update(stores, call, Optional.of(place), id, before -> {
                Member after = before.withRole(role, journal.now());
                if (after != before) {
                    requireAnother(administrators, before);
                }
                return after;
            });
            return found(stores, place, id);
        });
    }

    @Override
    public void remove(Call call, Level level, MemberId id) {
        Target target = new Target.OfMember(level, id);
        guard.write(call, Permission.MANAGE_MEMBERS, target, (stores, place) -> {
            Optional<Administrators> administrators = lockedAdministrators(stores, place);
            return rows(level)
                    .delete(stores, call, Optional.of(place), id, member -> requireAnother(administrators, member));
        });
    }

    /** Before the member itself, so that all who change administrators of a project lock in the same order. */
    private static Optional<Administrators> lockedAdministrators(Stores stores, Place place) {
        return place.level() == Level.PROJECT
                ? Optional.of(stores.members().lockAdministrators(place.project()))
                : Optional.empty();
    }

    private static void requireAnother(Optional<Administrators> administrators, Member leaving) {
        if (leaving.grant().role() == Role.ADMIN) {
            administrators.ifPresent(all -> all.requireRemainingWithout(leaving.user(), "project"));
        }
    }

    @Override
    public Membership find(Call call, Target target, MemberId id) {
        return guard.read(call, Permission.READ_MEMBERS, target, (stores, place) -> found(stores, place, id));
    }

    @Override
    public List<Membership> list(Call call, Target target, ListQuery<MemberColumn> query) {
        return query.complete(guard.read(
                call,
                Permission.READ_MEMBERS,
                target,
                (stores, place) -> stores.members().list(place, query)));
    }

    @Override
    public long count(Call call, Target target, ListQuery<MemberColumn> query) {
        return guard.read(
                call,
                Permission.READ_MEMBERS,
                target,
                (stores, place) -> stores.members().count(place, query));
    }

    private static Membership found(Stores stores, Place place, MemberId id) {
        return stores.members().find(place, id).orElseThrow(() -> ManagerException.notFound(Target.OfMember.WORD));
    }

    private AuditedRows<MemberId, Member> rows(Level level) {
        EntityType type = switch (level) {
            case PROJECT -> EntityType.USER_2_PROJECT;
            case TENANT -> EntityType.USER_2_TENANT;
            case APPLICATION -> EntityType.USER_2_APPLICATION;
        };
        return new AuditedRows<>(journal, type, Stores::members, Member::audited);
    }
}
