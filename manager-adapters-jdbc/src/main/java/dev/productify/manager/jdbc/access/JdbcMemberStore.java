package dev.productify.manager.jdbc.access;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Parent;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.ports.access.MemberColumn;
import dev.productify.manager.ports.access.MemberStore;
import dev.productify.manager.ports.access.Membership;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

public final class JdbcMemberStore implements MemberStore {
    private static final String MEMBERS = " from member m join user_account u on u.id = m.user_id where ";

    private static final String INSERT = """
            insert into member (id, user_id, project_id, tenant_id, application_id, role, created_at, updated_at)
            values (:id, :userId, :projectId, :tenantId, :applicationId, :role, :createdAt, :updatedAt)
            """;

    private static final String UPDATE = """
            update member
               set role = :role, updated_at = :updatedAt
             where id = :id and user_id = :userId and project_id = :projectId
               and tenant_id is not distinct from :tenantId and application_id is not distinct from :applicationId
            """;

    private final Queries queries;
    private final String scope;

    public JdbcMemberStore(Queries queries) {
        this.queries = queries;
        this.scope = queries.scope().onMember();
    }

    @Override
    public void insert(Member member) {
        queries.change(INSERT, MemberRow.of(member));
    }

    @Override
    public Optional<Membership> find(Place place, MemberId id) {
        Map<String, Object> parameters = parameters(place);
        parameters.put("id", id);
        String sql =
                "select " + MembershipRow.COLUMNS + MEMBERS + "m.id = :id and " + at(place) + " and " + beside(place);
        return queries.one(MembershipRow.class, sql, parameters).map(MembershipRow::toMembership);
    }

    @Override
    public Optional<Member> lock(MemberId id) {
        String sql = "select " + MembershipRow.COLUMNS + MEMBERS + "m.id = :id and " + scope + " for update of m";
        return queries.one(MembershipRow.class, sql, Map.of("id", id))
                .map(row -> row.member().toMember());
    }

    @Override
    public List<Membership> list(Place place, ListQuery<MemberColumn> query) {
        ListSql list = within(place, sql(query));
        String sql = "select " + MembershipRow.COLUMNS + MEMBERS + onlyAt(place) + " and " + beside(place) + " and "
                + list.conditions() + " order by " + list.order() + " " + list.page();
        return queries.list(MembershipRow.class, sql, parameters(place, list)).stream()
                .map(MembershipRow::toMembership)
                .toList();
    }

    @Override
    public long count(Place place, ListQuery<MemberColumn> query) {
        ListSql list = sql(query);
        String sql = "select count(*)" + MEMBERS + at(place) + " and " + beside(place) + " and " + list.conditions();
        return queries.one(Long.class, sql, parameters(place, list)).orElseThrow();
    }

    @Override
    public Administrators lockAdministrators(ProjectId project) {
        Place place = Place.of(project);
        // In the order of their ids, so that two transactions wait for each other and never in a circle.
        String sql = "select u.id" + MEMBERS + at(place) + " and " + beside(place)
                + " and m.role = 'admin' and not u.disabled order by m.id for update of m";
        return new Administrators(queries.list(UUID.class, sql, parameters(place)).stream()
                .map(UserId::new)
                .collect(Collectors.toSet()));
    }

    @Override
    public void update(Member member) {
        Revisions.requireUpdated(queries.change(UPDATE, MemberRow.of(member)));
    }

    @Override
    public Map<String, Long> delete(MemberId id) {
        queries.change("delete from member m where m.id = :id and " + scope, Map.of("id", id));
        return Map.of();
    }

    private static ListSql sql(ListQuery<MemberColumn> query) {
        return ListSql.of("m", column -> table(column) + "." + column.field(), query);
    }

    private static String table(MemberColumn column) {
        return switch (column) {
            case ID, USER_ID, ROLE, CREATED_AT, UPDATED_AT -> "m";
            case USERNAME, EMAIL, DISPLAY_NAME, DISABLED -> "u";
        };
    }

    private String beside(Place place) {
        return queries.scope().beside(place, scope);
    }

    /** Only members of the very place: those of places above and below are others. */
    private static String at(Place place) {
        return Parent.is(parent(place), id(place)) + " and " + onlyAt(place);
    }

    /** The same for statements that say by themselves whose members they mean. */
    private static String onlyAt(Place place) {
        return switch (place.level()) {
            case PROJECT -> "m.tenant_id is null";
            case TENANT -> "m.project_id = :project and m.application_id is null";
            case APPLICATION -> "m.project_id = :project and m.tenant_id = :tenant";
        };
    }

    private static ListSql within(Place place, ListSql list) {
        return list.within(parent(place), id(place));
    }

    private static String parent(Place place) {
        return switch (place.level()) {
            case PROJECT -> "m.project_id";
            case TENANT -> "m.tenant_id";
            case APPLICATION -> "m.application_id";
        };
    }

    private static String id(Place place) {
        return switch (place.level()) {
            case PROJECT -> ":project";
            case TENANT -> ":tenant";
            case APPLICATION -> ":application";
        };
    }

    private static Map<String, Object> parameters(Place place) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("project", place.project());
        place.tenant().ifPresent(id -> parameters.put("tenant", id));
        place.application().ifPresent(id -> parameters.put("application", id));
        return parameters;
    }

    private static Map<String, Object> parameters(Place place, ListSql list) {
        Map<String, Object> parameters = parameters(place);
        parameters.putAll(list.parameters());
        return parameters;
    }
}
