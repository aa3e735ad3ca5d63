package dev.productify.manager.ports.catalogue;

import java.util.List;
import java.util.stream.Stream;

/** All operations of the product. */
public final class Catalogue {
    private Catalogue() {}

    public static List<Operation> operations() {
        return Stream.of(
                        TenancyOperations.all(),
                        AccessOperations.all(),
                        MemberOperations.all(),
                        TokenOperations.all(),
                        MachineUserOperations.all(),
                        AuditOperations.all(),
                        ServerOperations.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Fields of lists that are no lists by themselves but part of what their parent says, such as edges of a page. */
    public static List<String> parts() {
        return List.of("PersonalAccessTokenConnection.edges", "PersonalAccessTokenConnection.pageInfo");
    }

    /** Fields that answer the few that fit best, and are no lists that could be paged through (contract A11). */
    public static List<String> searches() {
        return List.of("Query.userProviderSearch");
    }
}
