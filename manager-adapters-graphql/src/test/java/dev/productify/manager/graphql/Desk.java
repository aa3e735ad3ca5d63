package dev.productify.manager.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.testing.FixedSecrets;
import dev.productify.manager.ports.testing.PlainPasswords;
import dev.productify.manager.ports.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The API over a small installation in memory, where tests ask and count. */
public final class Desk {
    private static final ObjectMapper JSON = new ObjectMapper();

    public final World world = new World();
    public final CountingTransactions transactions = new CountingTransactions(world.transactions);
    public final List<String> executed = new ArrayList<>();
    public final GraphQlApi api;

    public Desk() {
        this(GraphQlLimits.DEFAULT);
    }

    public Desk(GraphQlLimits limits) {
        UseCases useCases = UseCases.of(new UseCases.Needs(
                transactions,
                world,
                new UuidV7(world, new Random(7)),
                new Random(8),
                ProjectCreation.ADMINISTRATORS,
                Runnable::run,
                new PlainPasswords(),
                FixedSecrets::sealer,
                FixedSecrets::addresses));
        api = GraphQlApi.of(useCases, limits, (field, outcome, duration) -> executed.add(field + " " + outcome));
    }

    public JsonNode ask(String query) {
        return ask(query, world.admin);
    }

    public JsonNode ask(String query, Call call) {
        return JSON.valueToTree(api.execute(GraphQlRequest.of(query), call).members());
    }

    public JsonNode ask(String query, Map<String, Object> variables) {
        GraphQlRequest request = GraphQlRequest.of(query).with(variables);
        return JSON.valueToTree(api.execute(request, world.admin).members());
    }

    /** The data, of an answer that has no errors. */
    public JsonNode data(String query) {
        JsonNode answer = ask(query);
        if (answer.has("errors")) {
            throw new AssertionError(answer.toString());
        }
        return answer.get("data");
    }

    public static String codes(JsonNode answer) {
        List<String> codes = new ArrayList<>();
        answer.path("errors")
                .forEach(error -> codes.add(error.at("/extensions/code").asText()));
        return String.join(" ", codes);
    }

    public static String message(JsonNode answer) {
        return answer.at("/errors/0/message").asText();
    }
}
