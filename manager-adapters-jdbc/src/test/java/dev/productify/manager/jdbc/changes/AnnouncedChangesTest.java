package dev.productify.manager.jdbc.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.machineuser.Overlap;
import dev.productify.manager.domain.machineuser.SecretChoice;
import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.settings.ConfigPatch;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.domain.settings.SettingValue;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.Changes;
import dev.productify.manager.ports.languagepack.LanguagePacks;
import dev.productify.manager.ports.machineuser.MachineUsers;
import dev.productify.manager.ports.pilet.Pilets;
import dev.productify.manager.ports.settings.Settings;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tenancy.Applications;
import dev.productify.manager.ports.testing.PlainPackage;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What the triggers say, to whom, and when. */
class AnnouncedChangesTest {
    private static MigratedDatabase database;
    private static Installations installation;
    private static int count;

    @BeforeAll
    static void open() throws SQLException {
        database = MigratedDatabase.create();
        installation = new Installations(database.transactions());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void whatIsDoneToUsersAndTokensIsTold() throws SQLException {
        Someone ada = someone();

        assertThat(told("update user_account set disabled = true where id = '" + ada.id + "'"))
                .containsExactly("user:" + ada.id);
        assertThat(told("update user_account set platform_administrator = true where id = '" + ada.id + "'"))
                .containsExactly("user:" + ada.id);
        assertThat(told("update personal_access_token set revoked_at = now() where user_id = '" + ada.id + "'"))
                .containsExactly("token:" + ada.selector);
        assertThat(told("update personal_access_token set expires_at = now() where user_id = '" + ada.id + "'"))
                .containsExactly("token:" + ada.selector);
        assertThat(told("delete from personal_access_token where user_id = '" + ada.id + "'"))
                .containsExactly("token:" + ada.selector);
        assertThat(told("update user_session set expires_at = now() where user_id = '" + ada.id + "'"))
                .containsExactly("session:" + ada.session);
        assertThat(told("delete from user_session where user_id = '" + ada.id + "'"))
                .containsExactly("session:" + ada.session);
        assertThat(told("delete from user_account where id = '" + ada.id + "'")).containsExactly("user:" + ada.id);
    }

    @Test
    void whatGoesWithAUserIsToldToo() throws SQLException {
        Someone ada = someone();

        assertThat(told("delete from user_account where id = '" + ada.id + "'"))
                .containsExactlyInAnyOrder("user:" + ada.id, "token:" + ada.selector, "session:" + ada.session);
    }

    @Test
    void whatNobodyKeepsCopiesOfIsNotTold() throws SQLException {
        Someone ada = someone();

        assertThat(told("update personal_access_token set last_used_at = now() where user_id = '" + ada.id + "'"))
                .isEmpty();
        assertThat(told("update user_account set disabled = disabled where id = '" + ada.id + "'"))
                .isEmpty();
        assertThat(told("update personal_access_token set last_used_at = now(), revoked_at = now() where user_id = '"
                        + ada.id + "'"))
                .containsExactly("token:" + ada.selector);
    }

    @Test
    void aTruncationIsAChangeOfAll() throws SQLException {
        assertThat(told("truncate personal_access_token")).containsExactly("token:*");
    }

    @Test
    void nothingIsToldToOthersBeforeTheCommitNorAfterARollback() throws SQLException {
        Someone ada = someone();
        try (Connection listener = listener();
                Connection owner = owner()) {
            owner.setAutoCommit(false);
            execute(owner, "update user_account set disabled = true where id = '" + ada.id + "'");
            assertThat(received(listener)).isEmpty();
            owner.commit();
            assertThat(received(listener)).containsExactly("user:" + ada.id);

            execute(owner, "update user_account set disabled = false where id = '" + ada.id + "'");
            owner.rollback();
            assertThat(received(listener)).isEmpty();
        }
    }

    @Test
    void theWriterItselfIsToldAfterTheCommitAndBeforeTheWriteReturns() throws Exception {
        Installations.Tree tree = tree();
        String near = tree.near().id().value().toString();
        String robot = robotOf(tree.near()).value().toString();
        String elsewhere = "select coalesce((select name from tenant where id = '" + near + "'), 'gone')";

        try (Connection owner = owner()) {
            List<String> heard = heard(
                    change -> change.text() + " " + text(owner, elsewhere),
                    () -> installation
                            .useCases
                            .tenants()
                            .delete(installation.admin, tree.near().id()));
            assertThat(heard)
                    .containsExactlyInAnyOrder(
                            "tenant:" + near + " gone",
                            "machine_user:" + robot + " gone",
                            routes(tree) + " gone",
                            "application:" + tree.application().id().value() + " gone");
        }
    }

    @Test
    void aWriteThatIsUndoneTellsNothing() throws Exception {
        Installations.Tree tree = tree();
        String robot = robotOf(tree.near()).value().toString();

        List<String> undone = heard(Change::text, () -> {
            Throwable thrown = catchThrowable(() -> write(stores -> {
                stores.tenants().delete(tree.near().id());
                throw new IllegalStateException("on purpose");
            }));
            assertThat(thrown).hasMessage("on purpose");
        });
        List<String> done = heard(Change::text, () -> {
            write(stores -> stores.tenants().delete(tree.near().id()));
            write(stores -> stores.tenants().find(tree.far().id()));
        });

        assertThat(undone).isEmpty();
        assertThat(done)
                .containsExactlyInAnyOrder(
                        "tenant:" + tree.near().id().value(),
                        "machine_user:" + robot,
                        routes(tree),
                        "application:" + tree.application().id().value());
    }

    @Test
    void ofAMachineUserEveryChangeIsToldButNotItsUse() throws Exception {
        Installations.Tree tree = tree();
        MachineUsers users = installation.useCases.machineUsers();
        MachineUserId id = robotOf(tree.near());
        String told = "machine_user:" + id.value();

        assertThat(heard(
                        Change::text,
                        () -> write(stores -> stores.machineUsers().used(id, Instant.EPOCH))))
                .isEmpty();
        assertThat(heard(
                        Change::text,
                        () -> users.rotate(installation.admin, id, new SecretChoice.Generated(), Overlap.NONE)))
                .containsExactly(told);
        assertThat(heard(Change::text, () -> users.delete(installation.admin, id)))
                .as("its grants go with it, and change what the application's endpoints permit")
                .containsExactlyInAnyOrder(told, routes(tree));
    }

    @Test
    void ofSettingsTheirFirstValuesAreAChangeLikeAllOthers() throws Exception {
        Installations.Tree tree = tree();
        Settings settings = installation.useCases.settings();
        SettingsId id = SettingsId.of(SettingsKind.BACKEND, tree.near().place());
        String told = "settings:" + tree.near().id().value();

        assertThat(heard(Change::text, () -> settings.update(installation.admin, id, modules("a"), Optional.empty())))
                .containsExactly(told);
        assertThat(heard(Change::text, () -> settings.update(installation.admin, id, modules("b"), Optional.empty())))
                .containsExactly(told);
        assertThat(heard(Change::text, () -> settings.update(installation.admin, id, modules("b"), Optional.empty())))
                .isEmpty();
        assertThat(heard(Change::text, () -> settings.delete(installation.admin, id)))
                .containsExactly(told);
    }

    private static ConfigPatch modules(String module) {
        return ConfigPatch.NONE.set(SettingField.ENABLED_MODULES, SettingValue.of(List.of(module)));
    }

    @Test
    void ofPiletsWhatFrontendsAreToldIsToldByTheirProjects() throws Exception {
        Installations.Tree tree = tree();
        Pilets pilets = installation.useCases.pilets();
        ProjectId project = tree.project().id();
        String change = "pilets:" + project.value();
        PlainPackage first = PlainPackage.of("pilet", "1.0.0", "main");
        PlainPackage other = PlainPackage.of("pilet", "1.0.0", "other main");
        PiletName name = first.facts().name();
        SemanticVersion version = first.facts().version();
        Pilet.Change described = new Pilet.Change(Patch.clear(), Patch.keep());

        assertThat(heard(Change::text, () -> pilets.put(installation.admin, project, first, Optional.empty())))
                .containsExactly(change);
        assertThat(heard(Change::text, () -> pilets.put(installation.admin, project, first, Optional.empty())))
                .isEmpty();
        assertThat(heard(Change::text, () -> pilets.update(installation.admin, project, name, version, described)))
                .isEmpty();
        assertThat(heard(
                        Change::text,
                        () -> pilets.update(installation.admin, project, name, version, Pilet.Change.enabling(false))))
                .containsExactly(change);
        assertThat(heard(Change::text, () -> pilets.put(installation.admin, project, other, Optional.empty())))
                .containsExactly(change);
        assertThat(heard(Change::text, () -> pilets.delete(installation.admin, project, name, version)))
                .containsExactly(change);
    }

    @Test
    void ofLanguagePacksTextsAreToldByTheirIdsAndNamesByTheirProjects() throws Exception {
        Installations.Tree tree = tree();
        LanguagePacks packs = installation.useCases.languagePacks();
        String languages = "languages:" + tree.project().id().value();
        List<LanguagePack> made = new ArrayList<>();

        // A new one is a change of what a project has.
        assertThat(heard(
                        Change::text,
                        () -> made.add(packs.create(
                                installation.admin, tree.project().id(), new LanguageTag("hu"), Translations.none()))))
                .containsExactly(languages);
        LanguagePackId id = made.get(0).id();
        String pack = "language_pack:" + id.value();
        Translations content = Translations.of(List.of(new Translations.Entry("key", "value")));
        assertThat(heard(Change::text, () -> packs.replaceContent(installation.admin, id, content, Optional.empty())))
                .containsExactly(pack);
        assertThat(heard(Change::text, () -> packs.replaceContent(installation.admin, id, content, Optional.empty())))
                .isEmpty();
        LanguagePack.Change renaming = new LanguagePack.Change(Patch.set(new LanguageTag("en")), Optional.empty());
        assertThat(heard(Change::text, () -> packs.update(installation.admin, id, renaming)))
                .containsExactlyInAnyOrder(pack, languages);
        assertThat(heard(Change::text, () -> packs.delete(installation.admin, id)))
                .containsExactlyInAnyOrder(pack, languages);
    }

    @Test
    void ofATenantItsNameAndItsEndAreTold() throws Exception {
        UUID id = tree().near().id().value();

        assertThat(told("update tenant set description = 'x', protected = false, revision = revision + 1 where id = '"
                        + id + "'"))
                .isEmpty();
        assertThat(told("update tenant set name = 'Renamed' where id = '" + id + "'"))
                .containsExactly("tenant:" + id);
    }

    @Test
    void ofAnApplicationOnlyItsEndIsTold() throws Exception {
        Installations.Tree tree = tree();
        ApplicationId id = tree.application().id();
        Applications applications = installation.useCases.applications();
        Application.Change renamed =
                new Application.Change(Patch.set(new Name("Other")), Patch.keep(), Patch.keep(), Patch.keep());

        assertThat(heard(Change::text, () -> applications.update(installation.admin, id, renamed)))
                .isEmpty();
        assertThat(heard(
                        Change::text,
                        () -> installation
                                .useCases
                                .tenants()
                                .delete(installation.admin, tree.near().id())))
                .contains("application:" + id.value());
    }

    @Test
    void ofAnApplicationIsToldWhatTheBusKeepsOfIt() throws Exception {
        Installations.Tree tree = tree();
        UseCases useCases = installation.useCases;
        ApplicationId application = tree.application().id();
        EndpointId endpoint = useCases.endpoints()
                .list(installation.admin, application, ListQuery.all())
                .get(0)
                .id();
        EndpointGrantId grant = useCases.endpointGrants()
                .list(installation.admin, endpoint, ListQuery.all())
                .get(0)
                .grant()
                .id();

        assertThat(told("update endpoint set name = 'x', description = 'y', updated_at = now(), revision = 2"
                        + " where id = '" + endpoint.value() + "'"))
                .isEmpty();
        assertThat(told("update endpoint set enabled = false where id = '" + endpoint.value() + "'"))
                .containsExactly(routes(tree));
        assertThat(told("update endpoint_grant set enabled = false where id = '" + grant.value() + "'"))
                .containsExactly(routes(tree));
        assertThat(told("delete from endpoint_grant where id = '" + grant.value() + "'"))
                .containsExactly(routes(tree));
        assertThat(heard(
                        Change::text,
                        () -> useCases.endpointGrants()
                                .create(installation.admin, endpoint, robotOf(tree.near()), true)))
                .containsExactly(routes(tree));
        assertThat(heard(
                        Change::text,
                        () -> useCases.endpoints()
                                .create(
                                        installation.admin,
                                        application,
                                        World.endpointDefinition("/new"),
                                        World.bearer("secret"))))
                .containsExactly(routes(tree));
        assertThat(told("update application set name = 'x', description = 'y' where id = '" + application.value()
                        + "'"))
                .isEmpty();
        assertThat(told("delete from application where id = '" + application.value() + "'"))
                .containsExactlyInAnyOrder(routes(tree), "application:" + application.value());
    }

    @Test
    void whoBecomesIsAndWasAMemberIsTold() throws Exception {
        Installations.Tree tree = tree();
        Call person = installation.person("member" + ++count);
        String user = ((Principal.Person) person.principal()).id().value().toString();
        String told = "member:" + user;

        assertThat(heard(
                        Change::text,
                        () -> installation.adminOf(person, tree.near().place())))
                .containsExactly(told);
        assertThat(told("update member set role = 'viewer' where user_id = '" + user + "'"))
                .containsExactly(told);
        assertThat(told("update member set updated_at = now() where user_id = '" + user + "'"))
                .isEmpty();
        assertThat(told("delete from member where user_id = '" + user + "'")).containsExactly(told);
    }

    /** What is told of the endpoints of the application in the near tenant. */
    private static String routes(Installations.Tree tree) {
        return "routes:" + tree.application().id().value();
    }

    @Test
    void whatIsNewIsNoChangeUnlessItIsKeptTogetherWithOthers() throws Exception {
        assertThat(heard(Change::text, AnnouncedChangesTest::tree))
                .isNotEmpty()
                .allMatch(change -> change.startsWith("member:") || change.startsWith("routes:"));
    }

    private interface Look {
        String at(Change change) throws SQLException;
    }

    /** What the node that writes is told until the work returns, as it looks then. */
    private static List<String> heard(Look look, Runnable work) throws SQLException {
        List<String> heard = new ArrayList<>();
        Changes.Subscription listening = database.transactions().changes().subscribe(change -> {
            try {
                heard.add(look.at(change));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            work.run();
        } finally {
            listening.close();
        }
        return heard;
    }

    private interface Work {
        void on(dev.productify.manager.ports.tx.Stores stores);
    }

    private static void write(Work work) {
        Binding everywhere = new Binding.Platform("test");
        database.transactions().write(door -> new Admission<>(everywhere, null), (stores, nothing) -> {
            work.on(stores);
            return true;
        });
    }

    /** Its only machine user. */
    private static MachineUserId robotOf(Tenant tenant) {
        return installation
                .useCases
                .machineUsers()
                .list(installation.admin, tenant.id(), ListQuery.all())
                .get(0)
                .id();
    }

    private static Installations.Tree tree() {
        Call person = installation.person("person" + ++count);
        return installation.tree(person, "shop" + count);
    }

    private record Someone(String id, String selector, String session) {}

    private static Someone someone() throws SQLException {
        Call person = installation.person("person" + ++count);
        String id = ((Principal.Person) person.principal()).id().value().toString();
        try (Connection owner = owner()) {
            return new Someone(
                    id,
                    text(owner, "select selector from personal_access_token where user_id = '" + id + "'"),
                    text(owner, "select selector from user_session where user_id = '" + id + "'"));
        }
    }

    /** What a listener hears of a statement. */
    private static List<String> told(String sql) throws SQLException {
        try (Connection listener = listener();
                Connection owner = owner()) {
            execute(owner, sql);
            return received(listener);
        }
    }

    private static Connection listener() throws SQLException {
        Connection listener = database.connectAsRuntime();
        execute(listener, "listen manager_changes");
        return listener;
    }

    /** PostgreSQL sends all that is due before it is ready again. */
    private static List<String> received(Connection listener) throws SQLException {
        execute(listener, "select 1");
        List<String> texts = new ArrayList<>();
        for (PGNotification notification : listener.unwrap(PGConnection.class).getNotifications()) {
            texts.add(notification.getParameter());
        }
        return texts;
    }

    private static Connection owner() throws SQLException {
        Connection owner = database.connectAsOwner();
        execute(owner, "set manager.binding = 'platform'");
        return owner;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
