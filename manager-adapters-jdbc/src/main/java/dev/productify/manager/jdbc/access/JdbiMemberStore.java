package dev.productify.manager.jdbc.access;

import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.access.MemberStore;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

public final class JdbiMemberStore implements MemberStore {
    private final AccessDao dao;

    public JdbiMemberStore(Handle handle) {
        this.dao = handle.attach(AccessDao.class);
    }

    @Override
    public void insert(Member member) {
        Place place = member.grant().place();
        dao.insertMember(
                member.id().value(),
                member.user().value(),
                place.project().value(),
                place.tenant().map(id -> id.value()).orElse(null),
                place.application().map(id -> id.value()).orElse(null),
                member.grant().role().name().toLowerCase(Locale.ROOT),
                member.createdAt(),
                member.updatedAt());
    }
}
