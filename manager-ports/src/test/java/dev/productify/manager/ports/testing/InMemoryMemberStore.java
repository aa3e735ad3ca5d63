package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.access.MemberColumn;
import dev.productify.manager.ports.access.MemberStore;
import dev.productify.manager.ports.access.Membership;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryMemberStore implements MemberStore {
    private final Data data;
    private final Sightline sightline;

    InMemoryMemberStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public void insert(Member member) {
        sightline.requireInside(sightline.writesMember(member));
        if (!data.users.containsKey(member.user())) {
            throw ManagerException.notFound("User");
        }
        if (!data.exists(member.grant().place())) {
            throw ManagerException.conflict("The place was removed meanwhile");
        }
        boolean isMember = data.members.values().stream()
                .anyMatch(other -> other.user().equals(member.user())
                        && other.grant().place().equals(member.grant().place()));
        if (isMember) {
            throw ManagerException.conflict("This user is a member already");
        }
        data.members.put(member.id(), member);
    }

    @Override
    public Optional<Membership> find(Place place, MemberId id) {
        return of(place).filter(row -> row.member().id().equals(id)).findFirst();
    }

    @Override
    public Optional<Member> lock(MemberId id) {
        return Optional.ofNullable(data.members.get(id)).filter(sightline::writesMember);
    }

    @Override
    public List<Membership> list(Place place, ListQuery<MemberColumn> query) {
        return InMemoryLists.page(of(place), query, row -> row.member().id());
    }

    @Override
    public long count(Place place, ListQuery<MemberColumn> query) {
        return InMemoryLists.count(of(place), query);
    }

    @Override
    public Administrators lockAdministrators(ProjectId project) {
        return new Administrators(of(Place.of(project))
                .filter(row -> row.member().grant().role() == Role.ADMIN)
                .filter(row -> !row.user().disabled())
                .map(row -> row.user().id())
                .collect(Collectors.toSet()));
    }

    @Override
    public void update(Member member) {
        boolean kept = lock(member.id())
                .filter(before -> before.user().equals(member.user()))
                .filter(before -> before.grant().place().equals(member.grant().place()))
                .isPresent();
        if (!kept) {
            throw ManagerException.conflict("It was changed or removed meanwhile");
        }
        data.members.put(member.id(), member);
    }

    @Override
    public Map<String, Long> delete(MemberId id) {
        lock(id).ifPresent(member -> data.members.remove(member.id()));
        return Map.of();
    }

    private Stream<Membership> of(Place place) {
        return data.members.values().stream()
                .filter(member -> member.grant().place().equals(place))
                .filter(sightline::seesMember)
                .map(member -> new Membership(member, data.users.get(member.user())));
    }
}
