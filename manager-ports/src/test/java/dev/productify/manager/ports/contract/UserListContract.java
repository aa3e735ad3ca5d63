package dev.productify.manager.ports.contract;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.ports.access.UserColumn;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Binding;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** What lists of users promise. Others are kept out by listing within the reach of one of them. */
public abstract class UserListContract extends ListContract<User, UserColumn> {
    private final Project project = project();
    private Binding reach;

    protected UserListContract() {
        super(UserColumn.class);
    }

    @Override
    List<User> inserted() {
        kept(project);
        keptMember(Place.of(kept(project()).id()), Role.ADMIN);
        List<User> users =
                IntStream.range(0, TEXTS.size()).mapToObj(i -> kept(row(i))).toList();
        users.forEach(user -> kept(member(user, Place.of(project.id()), Role.VIEWER)));
        reach = new Binding.Reach(principal(users.get(3)));
        return users;
    }

    private User row(int i) {
        String word = newWord();
        return new User(
                new UserId(newId()),
                new Username(i % 2 == 0 ? word : "W" + word.substring(1)),
                new Email(i % 3 + "@Example.com"),
                Optional.of(name(i)),
                Optional.empty(),
                i % 4 == 0,
                i == 7,
                time(i),
                time(i + 3),
                1);
    }

    /** Users have no name but the one that is shown. */
    @Override
    UserColumn column(String field) {
        return field.equals("name") ? UserColumn.DISPLAY_NAME : super.column(field);
    }

    @Override
    List<User> list(ListQuery<UserColumn> query) {
        return read(reach, stores -> stores.users().list(query));
    }

    @Override
    long count(ListQuery<UserColumn> query) {
        return read(reach, stores -> stores.users().count(query));
    }

    @Override
    UUID id(User row) {
        return row.id().value();
    }
}
