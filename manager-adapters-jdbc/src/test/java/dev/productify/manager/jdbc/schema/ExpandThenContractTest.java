package dev.productify.manager.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations from some point on say by their names whether older servers may stay, and keep that promise. */
class ExpandThenContractTest {
    /** From here on a migration that takes something away must say so. */
    private static final int FIRST_THAT_MUST_ONLY_ADD = 30;

    /** From here on a migration must say what it is. */
    private static final int FIRST_WITH_A_WORD = 36;

    /** Puts a table with partitions in the place of one without, under the same name: older servers notice nothing (ADR 14). */
    private static final String REVIEWED = "V0034__esb_log_partitions.sql";

    private static final Pattern NAME = Pattern.compile("V(\\d{4})__(expand|contract_(\\d{4}))?(?:__)?.*\\.sql");

    static List<String> migrations() {
        return KnownMigrations.own().names().stream()
                .filter(name -> name.startsWith("V") && number(name) >= FIRST_THAT_MUST_ONLY_ADD)
                .toList();
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1, 5));
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void whatTakesAwaySaysSinceWhenItIsNotUsed(String name) throws IOException {
        Matcher named = NAME.matcher(name);
        assertThat(named.matches()).as(name).isTrue();
        String word = named.group(2);
        if (number(name) >= FIRST_WITH_A_WORD) {
            assertThat(word)
                    .as(name + ": call it V%04d__expand__… or V%<04d__contract_<a migration>__…", number(name))
                    .isNotNull();
        }
        if (named.group(3) != null) {
            assertThat(Integer.parseInt(named.group(3))).as(name).isLessThan(number(name));
            assertThat(migrations()).as(name).anyMatch(other -> other.startsWith("V" + named.group(3)));
            return;
        }
        List<String> objections = new MigrationText(text(name)).objections();
        if (name.equals(REVIEWED)) {
            assertThat(objections).as("else it needs no exception").isNotEmpty();
        } else {
            assertThat(objections).as(name).isEmpty();
        }
    }

    private static String text(String name) throws IOException {
        try (InputStream in = ExpandThenContractTest.class.getResourceAsStream("/db/migration/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table project",
                "DROP VIEW door_project",
                "drop function f(uuid)",
                "drop trigger t on project",
                "alter table project drop column name",
                "alter table project drop name",
                "alter table project add x text, drop column name",
                "alter table project drop constraint c",
                "alter table project alter name drop default",
                "alter table project rename to projects",
                "alter table project rename column name to title",
                "alter function f() rename to g",
                "alter table project alter column name type varchar(10)",
                "alter table project alter name set data type varchar(10)",
                "alter table project alter column name set not null",
                "alter table project alter a set default 1, alter b set not null",
                "alter table project add column x text not null",
                "alter table project add x text check (x > 'default') not null",
                "alter table project add a int not null default 1, add column b int not null",
                "alter table project add a int not null, add b int not null default 1",
                "alter table project add a int, add b int not null",
                "revoke select on project from \"manager\"",
                "truncate project",
                "create table x (id uuid); alter table project drop column name",
                "/* why */ drop\n  table project",
                "do $$ begin revoke all on project from \"manager\"; end $$",
                "DO LANGUAGE plpgsql $x$ begin if true then alter table project drop column name; end if; end $x$",
                "do $$ declare n int; begin if n > 1 then n := 2; else drop table project; end if; end $$",
                "do $$ begin for i in 1..2 loop truncate project; end loop; end $$",
                "do $$ begin execute 'drop table project'; end $$",
                "do $$ begin execute format('alter table %I drop column name', 'project'); end $$"
            })
    void whatOlderServersCannotLiveWithIsFound(String sql) {
        assertThat(new MigrationText(sql + ";").objections()).as(sql).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table x (id uuid primary key, y text not null)",
                "create table x (id uuid); alter table x drop column y, add z int not null",
                "alter table project add column x text",
                "alter table project add column x text not null default ''",
                "alter table project add x int default 1 not null",
                "alter table project add x int not null generated always as (1) stored",
                "alter table project add a int, add b int not null default 1, add c int default 2 not null",
                "alter table project add constraint c check (name is not null)",
                "alter table project alter name drop not null",
                "alter table project alter x set default 1; alter table project alter column x set not null",
                "drop index i",
                "drop policy added on audit_log; create policy added on audit_log for insert with check (true)",
                "revoke execute on function f() from public",
                "-- drop table project\nselect 'drop table project; '",
                "create function f() returns void language sql as $$ drop table x; $$",
                "create function f() returns void language sql as $body$ truncate x; $$ $body$",
                "do $$ begin create table x (id uuid); alter table x drop column id; end $$",
                "do $$ begin raise notice 'drop table project'; end $$",
                "do $$ -- drop table project\n begin perform 1; end $$",
                "create function f() returns void language plpgsql as $$ begin drop table x; end $$",
                "update project set name = 'rename'"
            })
    void whatTheyDoNotNoticeIsLetPass(String sql) {
        assertThat(new MigrationText(sql + ";").objections()).as(sql).isEmpty();
    }

    /** The two migrations that other tests run are of the kinds that they say. */
    @Test
    void theExamplesAreWhatTheySay() throws IOException {
        try (InputStream expands = getClass().getResourceAsStream("/db/later/V9001__expand__labels.sql");
                InputStream contracts =
                        getClass().getResourceAsStream("/db/latest/V9002__contract_9001__no_descriptions.sql")) {
            assertThat(new MigrationText(new String(expands.readAllBytes(), StandardCharsets.UTF_8)).objections())
                    .isEmpty();
            assertThat(new MigrationText(new String(contracts.readAllBytes(), StandardCharsets.UTF_8)).objections())
                    .hasSize(1);
        }
    }
}
