package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.shared.Connection;
import dev.productify.manager.ports.shared.ConnectionQuery;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.ListQuery.Condition;
import dev.productify.manager.ports.shared.ListQuery.Operator;
import dev.productify.manager.ports.shared.ListQuery.Order;
import dev.productify.manager.ports.token.PersonalAccessTokenColumn;
import dev.productify.manager.ports.tx.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lists of personal access tokens promise, by pages and by cursors. */
public abstract class PersonalAccessTokenListContract
        extends ListContract<PersonalAccessToken, PersonalAccessTokenColumn> {
    private static final Random RANDOM = new Random();

    private final User owner = user();
    private final User other = user();

    protected PersonalAccessTokenListContract() {
        super(PersonalAccessTokenColumn.class);
    }

    @Override
    List<PersonalAccessToken> inserted() {
        kept(owner);
        kept(other);
        keptToken(other, 0);
        return IntStream.range(0, TEXTS.size())
                .mapToObj(i -> keptToken(owner, i))
                .toList();
    }

    private PersonalAccessToken keptToken(User user, int i) {
        TokenText text = TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM);
        PersonalAccessToken token = new PersonalAccessToken(
                new PersonalAccessTokenId(newId()),
                user.id(),
                name(i),
                text.selector(),
                text.hash(),
                text.displayPrefix(),
                i % 3 == 0 ? Optional.empty() : Optional.of(time(i + 1)),
                i % 4 == 0 ? Optional.of(time(i + 3)) : Optional.empty(),
                i % 5 == 0 ? Optional.empty() : Optional.of(time(i + 2)),
                time(i));
        change(PLATFORM, stores -> stores.personalAccessTokens().insert(token));
        return token;
    }

    @Override
    List<PersonalAccessToken> list(ListQuery<PersonalAccessTokenColumn> query) {
        return read(
                new Binding.Own(owner.id()),
                stores -> stores.personalAccessTokens().list(owner.id(), query));
    }

    @Override
    long count(ListQuery<PersonalAccessTokenColumn> query) {
        return read(
                new Binding.Own(owner.id()),
                stores -> stores.personalAccessTokens().count(owner.id(), query));
    }

    @Override
    UUID id(PersonalAccessToken row) {
        return row.id().value();
    }

    @Override
    @Test
    void valuesOfAFixedFormAreNotFoundByPartsOrInAnotherCase() {
        String prefix = list(ListQuery.all()).get(0).displayPrefix();

        assertThat(withPrefix(prefix)).hasSize(1);
        assertThat(withPrefix(prefix.substring(1))).isEmpty();
        assertThat(withPrefix(prefix.toUpperCase(java.util.Locale.ROOT))).isEmpty();
        assertThat(withPrefix(prefix + "%")).isEmpty();
    }

    private List<PersonalAccessToken> withPrefix(String prefix) {
        return list(where(List.of(new Condition<>(PersonalAccessTokenColumn.TOKEN_PREFIX, Operator.EQUALS, prefix))));
    }

    @Override
    @Test
    void allConditionsMustHold() {
        List<Condition<PersonalAccessTokenColumn>> both = List.of(
                new Condition<>(PersonalAccessTokenColumn.NAME, Operator.CONTAINS, "a"),
                new Condition<>(PersonalAccessTokenColumn.REVOKED, Operator.EQUALS, true));
        List<PersonalAccessToken> expected = list(ListQuery.all()).stream()
                .filter(token -> token.isRevoked())
                .filter(token -> list(where(both.subList(0, 1))).contains(token))
                .toList();

        assertThat(list(where(both))).isNotEmpty().isEqualTo(expected);
        assertThat(count(where(both))).isEqualTo(expected.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16, 17, 18, 1000})
    void piecesByCursorAreDisjointAndCompleteInEveryOrder(int size) {
        for (Optional<Order<PersonalAccessTokenColumn>> order : orders()) {
            ListQuery<PersonalAccessTokenColumn> whole = new ListQuery<>(List.of(), order, Optional.empty());
            List<PersonalAccessToken> rows = list(whole);
            List<PersonalAccessToken> collected = new ArrayList<>();
            Optional<String> after = Optional.empty();
            Connection<PersonalAccessToken> piece;
            do {
                piece = connection(ConnectionQuery.parse(whole, Optional.of(size), after));
                assertThat(piece.hasPreviousPage()).isEqualTo(!collected.isEmpty());
                piece.edges().forEach(edge -> collected.add(edge.node()));
                assertThat(piece.hasNextPage())
                        .as("after " + collected.size())
                        .isEqualTo(collected.size() < rows.size());
                assertThat(piece.totalCount()).isEqualTo(rows.size());
                after = piece.endCursor();
            } while (piece.hasNextPage());

            assertThat(collected).as(order.toString()).isEqualTo(rows);
            assertThat(connection(ConnectionQuery.parse(whole, Optional.of(size), after))
                            .edges())
                    .isEmpty();
        }
    }

    @Test
    void aCursorStaysGoodWhenItsRowIsRemoved() {
        for (Optional<Order<PersonalAccessTokenColumn>> order : orders().subList(0, 3)) {
            ListQuery<PersonalAccessTokenColumn> whole = new ListQuery<>(List.of(), order, Optional.empty());
            List<PersonalAccessToken> rows = list(whole);
            Connection<PersonalAccessToken> piece =
                    connection(ConnectionQuery.parse(whole, Optional.of(2), Optional.empty()));
            change(
                    new Binding.Own(owner.id()),
                    stores -> stores.personalAccessTokens()
                            .delete(owner.id(), rows.get(1).id()));

            Connection<PersonalAccessToken> next =
                    connection(ConnectionQuery.parse(whole, Optional.of(1000), piece.endCursor()));

            assertThat(next.edges()).extracting(Connection.Edge::node).isEqualTo(rows.subList(2, rows.size()));
            assertThat(next.hasPreviousPage()).isTrue();
            assertThat(next.totalCount()).isEqualTo(rows.size() - 1);
        }
    }

    @Test
    void filtersHoldForPiecesToo() {
        ListQuery<PersonalAccessTokenColumn> revoked =
                where(List.of(new Condition<>(PersonalAccessTokenColumn.REVOKED, Operator.EQUALS, true)));
        List<PersonalAccessToken> rows = list(revoked);

        Connection<PersonalAccessToken> one =
                connection(ConnectionQuery.parse(revoked, Optional.of(2), Optional.empty()));
        Connection<PersonalAccessToken> two =
                connection(ConnectionQuery.parse(revoked, Optional.empty(), one.endCursor()));

        assertThat(one.edges()).extracting(Connection.Edge::node).isEqualTo(rows.subList(0, 2));
        assertThat(two.edges()).extracting(Connection.Edge::node).isEqualTo(rows.subList(2, rows.size()));
        assertThat(two.totalCount()).isEqualTo(rows.size());
        assertThat(two.hasPreviousPage()).isTrue();
        assertThat(two.hasNextPage()).isFalse();
    }

    private static List<Optional<Order<PersonalAccessTokenColumn>>> orders() {
        List<Optional<Order<PersonalAccessTokenColumn>>> orders = new ArrayList<>();
        orders.add(Optional.empty());
        for (PersonalAccessTokenColumn column : PersonalAccessTokenColumn.values()) {
            if (column.orderable()) {
                orders.add(Optional.of(new Order<>(column, false)));
                orders.add(Optional.of(new Order<>(column, true)));
            }
        }
        return orders;
    }

    private Connection<PersonalAccessToken> connection(ConnectionQuery<PersonalAccessTokenColumn> query) {
        return read(new Binding.Own(owner.id()), stores -> {
            List<PersonalAccessToken> rows = stores.personalAccessTokens().listAfter(owner.id(), query);
            Connection.Extent extent = stores.personalAccessTokens().extent(owner.id(), query);
            return Connection.of(query, rows, extent, PersonalAccessToken::id);
        });
    }
}
