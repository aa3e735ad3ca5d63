package dev.productify.manager.jdbc.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamedSqlTest {
    @Test
    void namesBecomeQuestionMarksInTheirOrder() {
        NamedSql sql = NamedSql.of("select :b from t where t.id = :a and t.b in (:b, :b2)");

        assertThat(sql.alone()).isEqualTo("select ? from t where t.id = ? and t.b in (?, ?)");
        assertThat(sql.names()).isEqualTo(List.of("b", "a", "b", "b2"));
    }

    @Test
    void castsAndTextsHoldNoNames() {
        NamedSql sql = NamedSql.of("select ':no', :a::uuid[], null::uuid, 'it''s :no', \"aB\"");

        assertThat(sql.alone()).isEqualTo("select ':no', ?::uuid[], null::uuid, 'it''s :no', \"aB\"");
        assertThat(sql.names()).isEqualTo(List.of("a"));
    }

    @Test
    void aStatementIsSentBehindWhatBindsIt() {
        NamedSql sql = NamedSql.of("select :a");

        assertThat(sql.bound()).startsWith("select set_config(").endsWith(";\nselect ?");
        assertThat(sql.bound()).doesNotContain("transaction_read_only");
        assertThat(sql.boundReadOnly())
                .contains("'transaction_read_only', 'on', true")
                .endsWith(";\nselect ?");
    }
}
