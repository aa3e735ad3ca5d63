package dev.productify.manager.jdbc.shared;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.domain.shared.ErrorCode.UNAVAILABLE;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The one place where errors of the database become refusals. Constraints are named after the rule they guard, so no use
 * case looks first and writes then. What is not named here stays a fault.
 */
public final class SqlErrors {
    private static final Map<String, String> BROKEN_RULES = Map.ofEntries(
            Map.entry("project_slug_unique", "The slug is taken by another project; choose another one"),
            Map.entry("tenant_slug_unique", "The slug is taken by another tenant of this project; choose another one"),
            Map.entry(
                    "application_slug_unique",
                    "The slug is taken by another application of this tenant; choose another one"),
            Map.entry("tenant_project_fk", "The project was deleted meanwhile"),
            Map.entry("application_tenant_fk", "The tenant was deleted meanwhile"),
            Map.entry("member_place_unique", "This user is a member already; change the role instead"),
            Map.entry("member_project_fk", "The project was deleted meanwhile"),
            Map.entry("member_tenant_fk", "The tenant was deleted meanwhile"),
            Map.entry("member_application_fk", "The application was deleted meanwhile"),
            Map.entry("user_account_pkey", "This user was made meanwhile"),
            Map.entry("user_account_identity_unique", "This person is a user already"),
            Map.entry("user_account_username_unique", "The username is taken; choose another one"),
            Map.entry(
                    "machine_user_username_unique",
                    "The username is taken by another machine user; choose another one"),
            Map.entry(
                    "endpoint_consume_url_unique",
                    "The consumeURL is taken by another endpoint of this application; choose another one"),
            Map.entry("endpoint_application_fk", "The application was deleted meanwhile"),
            Map.entry(
                    "endpoint_grant_pair_unique",
                    "This machine user has a grant for this endpoint already; enable or disable that one instead"),
            Map.entry("endpoint_grant_endpoint_fk", "The endpoint was deleted meanwhile"),
            Map.entry("endpoint_grant_machine_user_fk", "The machine user was deleted meanwhile"),
            Map.entry(
                    "trigger_name_unique",
                    "The name is taken by another trigger of this application; choose another one"),
            Map.entry("trigger_application_fk", "The application was deleted meanwhile"),
            Map.entry("trigger_due_trigger_fk", "The trigger was deleted meanwhile"),
            Map.entry("backend_machine_user_fk", "The machine user was deleted meanwhile"),
            Map.entry("backend_application_fk", "The application was deleted meanwhile"),
            Map.entry("machine_user_tenant_fk", "The tenant was deleted meanwhile"),
            Map.entry("settings_project_fk", "The project was deleted meanwhile"),
            Map.entry("project_limits_project_fk", "The project was deleted meanwhile"),
            Map.entry("settings_tenant_fk", "The tenant was deleted meanwhile"),
            Map.entry("settings_application_fk", "The application was deleted meanwhile"),
            Map.entry(
                    "language_pack_name_unique",
                    "The project has a language pack of this name; change that one, or choose another name"),
            Map.entry("language_pack_project_fk", "The project was deleted meanwhile"),
            Map.entry(
                    "pilet_version_unique",
                    "The project has that version of the pilet; publish it under another version, or delete that one first"),
            Map.entry("pilet_project_fk", "The project was deleted meanwhile"),
            Map.entry("pilet_package_project_fk", "The project was deleted meanwhile"),
            Map.entry("pilet_content_project_fk", "The project was deleted meanwhile"),
            Map.entry("pilet_package_fk", "The package was removed meanwhile; publish it again"),
            Map.entry("pilet_package_content_fk", "A package with the same contents was removed meanwhile; try again"),
            Map.entry("pilet_file_content_fk", "A package with the same contents was removed meanwhile; try again"),
            Map.entry("idempotent_request_user_fk", "The user was deleted meanwhile"),
            Map.entry("idempotent_request_machine_user_fk", "The machine user was deleted meanwhile"),
            Map.entry("user_session_user_fk", "The user was deleted meanwhile"),
            Map.entry("personal_access_token_user_fk", "The user was deleted meanwhile"));

    private SqlErrors() {}

    /** An error of a statement that breaks no rule. */
    private static final class StatementFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StatementFailed(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** What to throw for an error of a statement: the refusal when it broke a rule. */
    static RuntimeException thrown(SQLException error) {
        if (error instanceof PSQLException postgres) {
            ServerErrorMessage message = postgres.getServerErrorMessage();
            String constraint = message == null ? null : message.getConstraint();
            if ("member_user_fk".equals(constraint)) {
                return new ManagerException(NOT_FOUND, "User not found", error);
            }
            String rule = constraint == null ? null : BROKEN_RULES.get(constraint);
            if (rule != null) {
                return new ManagerException(CONFLICT, rule, error);
            }
        }
        return new StatementFailed(error);
    }

    /** What to throw in place of an error of a connection itself, such as of its commit. */
    public static RuntimeException refusal(SQLException error) {
        return refusal(thrown(error));
    }

    /** What to throw in place of an error that came out of a transaction; the error itself unless it is about the database's health. */
    public static RuntimeException refusal(RuntimeException thrown) {
        if (thrown instanceof ManagerException) {
            return thrown;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return unavailable("No connection to the database became free in time", thrown);
            }
            if (cause instanceof SQLException error && error.getSQLState() != null) {
                return ofState(error.getSQLState(), thrown);
            }
        }
        return thrown;
    }

    /** By the error codes of PostgreSQL's documentation, appendix A. */
    private static RuntimeException ofState(String state, RuntimeException thrown) {
        return switch (state) {
            case "57014" -> unavailable("The database took too long", thrown);
            case "55P03" -> unavailable("Somebody else is changing the same thing; try again", thrown);
            case "40001", "40P01" ->
                new ManagerException(CONFLICT, "Somebody else changed the same thing; try again", thrown);
            case "57P01", "57P02", "57P03", "25P03" -> unavailable("The database is not available", thrown);
            default -> isAboutConnections(state) ? unavailable("The database is not available", thrown) : thrown;
        };
    }

    private static boolean isAboutConnections(String state) {
        // 08: connection exceptions; 53: insufficient resources.
        return state.startsWith("08") || state.startsWith("53");
    }

    private static ManagerException unavailable(String what, Throwable cause) {
        ErrorCode code = UNAVAILABLE;
        return new ManagerException(code, what + "; try again later", cause);
    }
}
