package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A way from outside to a backend of one application.
 *
 * @param definition what people say about it
 * @param auth by what the Manager proves itself to the backend
 * @param version counts changes; a store refuses to write over a newer one
 */
public record Endpoint(
        EndpointId id,
        ProjectId project,
        TenantId tenant,
        ApplicationId application,
        Definition definition,
        BackendAuth auth,
        Instant createdAt,
        Instant updatedAt,
        int version) {
    public Endpoint {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(tenant, "tenant");
        requireNonNull(application, "application");
        requireNonNull(definition, "definition");
        requireNonNull(auth, "auth");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** No endpoint takes a request, or the caller may not know whether one does: one wording for both. */
    public static ManagerException noneTakes() {
        return new ManagerException(
                ErrorCode.ENDPOINT_NOT_FOUND,
                "No endpoint takes this path, or there is no such application for this caller");
    }

    /**
     * What people say about an endpoint.
     *
     * @param enabled while false no request passes
     * @param consumes which paths it takes; unique in its application
     * @param input what callers send, where that is fixed
     * @param output what callers are answered with, where that is fixed
     * @param template makes the body for the backend
     * @param conversion how bodies are converted where input and output differ
     */
    public record Definition(
            Name name,
            Optional<Description> description,
            boolean enabled,
            ConsumePath consumes,
            BackendUrl url,
            Optional<MessageType> input,
            Optional<MessageType> output,
            Optional<TransformationTemplate> template,
            Conversion conversion,
            LogLevel logLevel) {
        public Definition {
            requireNonNull(name, "name");
            requireNonNull(description, "description");
            requireNonNull(consumes, "consumes");
            requireNonNull(url, "url");
            requireNonNull(input, "input");
            requireNonNull(output, "output");
            requireNonNull(template, "template");
            requireNonNull(conversion, "conversion");
            requireNonNull(logLevel, "logLevel");
            if (url.hasStar() && !consumes.takesRest()) {
                throw ManagerException.badInput("the * in url stands for what a * at the end of consumeURL takes,"
                        + " and consumeURL has none; a literal star is %2A");
            }
        }

        /** Whether bodies are converted, or filled into the template. */
        public boolean converts() {
            return MessageType.converts(input, output, template);
        }

        /** For the header {@code Accept} of requests to the backend; empty where answers are not converted. */
        public Optional<String> accept() {
            return input.isPresent() && !input.equals(output) ? output.map(conversion::accept) : Optional.empty();
        }

        /** With the usual conversion. */
        public Definition(
                Name name,
                Optional<Description> description,
                boolean enabled,
                ConsumePath consumes,
                BackendUrl url,
                Optional<MessageType> input,
                Optional<MessageType> output,
                Optional<TransformationTemplate> template,
                LogLevel logLevel) {
            this(name, description, enabled, consumes, url, input, output, template, Conversion.STANDARD, logLevel);
        }

        Definition withEnabled(boolean flag) {
            return with(flag, url);
        }

        private Definition with(boolean flag, BackendUrl target) {
            return new Definition(
                    name, description, flag, consumes, target, input, output, template, conversion, logLevel);
        }

        Definition with(Change change) {
            return new Definition(
                    change.name().applyTo(name),
                    change.description().applyTo(description),
                    change.enabled().applyTo(enabled),
                    change.consumes().applyTo(consumes),
                    change.url().applyTo(url),
                    change.input().applyTo(input),
                    change.output().applyTo(output),
                    change.template().applyTo(template),
                    change.conversion() instanceof Patch.Clear
                            ? Conversion.STANDARD
                            : change.conversion().applyTo(conversion),
                    change.logLevel().applyTo(logLevel));
        }
    }

    /**
     * What a caller changes of an endpoint.
     *
     * @param conversion as a whole; cleared it is the usual one
     */
    public record Change(
            Patch<Name> name,
            Patch<Description> description,
            Patch<Boolean> enabled,
            Patch<ConsumePath> consumes,
            Patch<BackendUrl> url,
            Patch<MessageType> input,
            Patch<MessageType> output,
            Patch<TransformationTemplate> template,
            Patch<Conversion> conversion,
            Patch<LogLevel> logLevel,
            AuthChange auth) {
        public Change {
            name = name.required("name");
            requireNonNull(description, "description");
            enabled = enabled.required("enabled");
            consumes = consumes.required("consumeURL");
            url = url.required("url");
            requireNonNull(input, "input");
            requireNonNull(output, "output");
            requireNonNull(template, "template");
            requireNonNull(conversion, "conversion");
            logLevel = logLevel.required("logLevel");
            requireNonNull(auth, "auth");
        }

        /** Of all but the conversion. */
        public Change(
                Patch<Name> name,
                Patch<Description> description,
                Patch<Boolean> enabled,
                Patch<ConsumePath> consumes,
                Patch<BackendUrl> url,
                Patch<MessageType> input,
                Patch<MessageType> output,
                Patch<TransformationTemplate> template,
                Patch<LogLevel> logLevel,
                AuthChange auth) {
            this(name, description, enabled, consumes, url, input, output, template, Patch.keep(), logLevel, auth);
        }
    }

    /** @param place an application */
    public static Endpoint create(EndpointId id, Place place, Definition definition, BackendAuth auth, Instant now) {
        return new Endpoint(
                id,
                place.project(),
                place.tenant().orElseThrow(() -> new IllegalArgumentException("an endpoint lies in an application")),
                place.application()
                        .orElseThrow(() -> new IllegalArgumentException("an endpoint lies in an application")),
                definition,
                auth,
                now,
                now,
                1);
    }

    public Place place() {
        return Place.of(project, tenant, application);
    }

    /**
     * The endpoint after the change; this very object when the change says nothing new. Secrets go when scheme, host or port
     * of the URL become others, unless they are given again in the same change (contract E3).
     */
    public Endpoint with(Change change, AuthChange.Sealing sealing, Instant now) {
        Definition next = definition.with(change);
        boolean elsewhere = !next.url().url().sameOrigin(definition.url().url());
        return with(next, change.auth().applyTo(auth, elsewhere, sealing), now);
    }

    private Endpoint with(Definition next, BackendAuth proof, Instant now) {
        return next.equals(definition) && proof.equals(auth)
                ? this
                : new Endpoint(id, project, tenant, application, next, proof, createdAt, now, version + 1);
    }

    /**
     * This endpoint as it arrives in another application (contract T3): without its credentials, which never travel, and
     * disabled, since it would call the source's backend.
     *
     * @param place an application
     */
    public Endpoint arriving(EndpointId newId, Place place, Instant now) {
        return create(newId, place, definition.withEnabled(false), auth.emptied(), now);
    }

    /**
     * This endpoint after its match in the source (contract T3); this very object when that says nothing new. Where it leads,
     * by what the Manager proves itself there, and whether it is enabled stay as they are.
     */
    public Endpoint following(Endpoint source, Instant now) {
        if (!source.definition.consumes().equals(definition.consumes())) {
            throw new IllegalArgumentException("endpoints are matched by their paths");
        }
        return with(source.definition.with(definition.enabled(), definition.url()), auth, now);
    }

    /** This endpoint, disabled; this very object when it is. */
    public Endpoint disabled(Instant now) {
        return with(definition.withEnabled(false), auth, now);
    }

    /** The fields that the audit log compares; of a secret whether it is there, and which sealing of it. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", definition.name().value());
        fields.put(
                "description", definition.description().map(Description::value).orElse(null));
        fields.put("enabled", definition.enabled());
        fields.put("consumeURL", definition.consumes().toString());
        fields.put("url", definition.url().toString());
        fields.put("inputMessageType", definition.input().map(Enum::name).orElse(null));
        fields.put("outputMessageType", definition.output().map(Enum::name).orElse(null));
        fields.put(
                "transformationTemplate",
                definition.template().map(TransformationTemplate::text).orElse(null));
        fields.put("conversion", definition.conversion().audited());
        fields.put("logLevel", definition.logLevel().name());
        fields.put("authType", auth.type().word());
        if (auth instanceof BackendAuth.Bearer bearer) {
            fields.put("authToken", mark(bearer.token()));
        } else if (auth instanceof BackendAuth.Basic basic) {
            fields.put("authUsername", basic.username().orElse(null));
            fields.put("authPassword", mark(basic.password()));
        }
        return fields;
    }

    /** Differs between two sealings, so that a change shows; the audit log masks it by the name of its field. */
    private static Object mark(Optional<SealedSecret> secret) {
        return secret.map(kept -> Integer.toHexString(kept.hashCode())).orElse(null);
    }
}
