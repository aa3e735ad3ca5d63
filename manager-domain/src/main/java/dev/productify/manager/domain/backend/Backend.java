package dev.productify.manager.domain.backend;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A service that a machine user registered, to be called back when triggers of its tenant are due (contract R2).
 *
 * @param machineUser who registered it; of one machine user each name is one registration
 * @param application whose triggers it is called for; empty: all of the tenant
 * @param token what is sent along as {@code Authorization: Bearer}, sealed
 * @param gone whether it answered that it wants no more calls; then it is not enabled
 * @param heartbeatAt when it was last registered
 * @param version counts changes, heartbeats not; a store refuses to write over a newer one
 */
public record Backend(
        BackendId id,
        ProjectId project,
        TenantId tenant,
        MachineUserId machineUser,
        Optional<ApplicationId> application,
        Name name,
        CallbackUrl callbackUrl,
        Optional<Description> description,
        Optional<String> release,
        Optional<SealedSecret> token,
        Secrets secrets,
        boolean enabled,
        boolean gone,
        Instant heartbeatAt,
        Instant createdAt,
        Instant updatedAt,
        int version) {
    /** Names of the sealed secrets. */
    public static final String TOKEN = "token";

    public static final String SIGNING_SECRET = "signingSecret";

    /** How long a signing secret stays in use beside its successor. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    public Backend {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(tenant, "tenant");
        requireNonNull(machineUser, "machineUser");
        requireNonNull(application, "application");
        requireNonNull(name, "name");
        requireNonNull(callbackUrl, "callbackUrl");
        requireNonNull(description, "description");
        requireNonNull(release, "release");
        requireNonNull(token, "token");
        requireNonNull(secrets, "secrets");
        requireNonNull(heartbeatAt, "heartbeatAt");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
        if (gone && enabled) {
            throw new IllegalArgumentException("who wants no more calls is not enabled");
        }
    }

    /** The sealed signing secrets: the present one, and for a while the one before. */
    public record Secrets(SealedSecret current, Optional<Retiring> retiring) {
        public Secrets {
            requireNonNull(current, "current");
            requireNonNull(retiring, "retiring");
        }
    }

    /** @param until from this instant on nothing is signed with it */
    public record Retiring(SealedSecret secret, Instant until) {
        public Retiring {
            requireNonNull(secret, "secret");
            requireNonNull(until, "until");
        }
    }

    /**
     * What a backend says of itself. What it leaves out stays as it was; its name says which registration it is.
     *
     * @param release the version of the service, 1 to 100 visible ASCII characters
     * @param token 1 to 8192 visible ASCII characters, in the clear
     */
    public record Registration(
            Name name,
            CallbackUrl callbackUrl,
            Patch<Description> description,
            Patch<String> release,
            Patch<String> token,
            Patch<ApplicationId> application) {
        private static final Pattern RELEASE = Pattern.compile("[!-~]{1,100}");
        private static final Pattern TOKEN = Pattern.compile("[!-~]{1,8192}");

        public Registration {
            requireNonNull(name, "name");
            requireNonNull(callbackUrl, "callbackUrl");
            requireNonNull(description, "description");
            requireNonNull(application, "application");
            require(RELEASE, release, "version must have 1 to 100 visible ASCII characters without blanks");
            require(TOKEN, token, "token must have 1 to 8192 visible ASCII characters without blanks");
        }

        private static void require(Pattern form, Patch<String> patch, String message) {
            if (patch instanceof Patch.Set<String> set
                    && !form.matcher(set.value()).matches()) {
                throw ManagerException.badInput(message);
            }
        }

        @Override
        public String toString() {
            return "Registration[" + name + "]";
        }
    }

    /** Seals and compares the token for the row that it belongs to. */
    public interface Sealing {
        SealedSecret seal(String secret);

        /** Whether that secret is what was sealed. */
        boolean is(SealedSecret sealed, String secret);
    }

    /** @param place a tenant */
    public static Backend register(
            BackendId id,
            Place place,
            MachineUserId machineUser,
            Registration registration,
            Sealing sealing,
            SealedSecret signingSecret,
            Instant now) {
        return new Backend(
                id,
                place.project(),
                place.tenant().orElseThrow(() -> new IllegalArgumentException("a backend lies in a tenant")),
                machineUser,
                registration.application().applyTo(Optional.<ApplicationId>empty()),
                registration.name(),
                registration.callbackUrl(),
                registration.description().applyTo(Optional.<Description>empty()),
                registration.release().applyTo(Optional.<String>empty()),
                registration.token().map(sealing::seal).applyTo(Optional.<SealedSecret>empty()),
                new Secrets(signingSecret, Optional.empty()),
                true,
                false,
                now,
                now,
                now,
                1);
    }

    public Place place() {
        return Place.of(project, tenant);
    }

    /** Whether triggers of that application call it. */
    public boolean serves(ApplicationId wanted) {
        return application.isEmpty() || application.get().equals(wanted);
    }

    /**
     * What it is after registering again; this very object when that says nothing new. Elsewhere, which is at another scheme,
     * host or port, the token goes unless it is given again; and who answered that it wants no more calls gets some again
     * when it is registered under another URL.
     */
    public Backend with(Registration registration, Sealing sealing, Instant now) {
        boolean moved = !registration.callbackUrl().equals(callbackUrl);
        boolean elsewhere = !registration.callbackUrl().url().sameOrigin(callbackUrl.url());
        boolean back = gone && moved;
        Backend next = new Backend(
                id,
                project,
                tenant,
                machineUser,
                registration.application().applyTo(application),
                name,
                registration.callbackUrl(),
                registration.description().applyTo(description),
                registration.release().applyTo(release),
                token(registration.token(), elsewhere, sealing),
                secrets,
                enabled || back,
                gone && !back,
                heartbeatAt,
                createdAt,
                updatedAt,
                version);
        return changed(next, now);
    }

    private Optional<SealedSecret> token(Patch<String> patch, boolean elsewhere, Sealing sealing) {
        if (patch instanceof Patch.Set<String> set
                && token.filter(kept -> sealing.is(kept, set.value())).isPresent()) {
            return token;
        }
        return patch.map(sealing::seal).applyTo(elsewhere ? Optional.empty() : token);
    }

    /** Switched on or off; this very object when it is so already. */
    public Backend enabled(boolean wanted, Instant now) {
        return wanted == enabled ? this : changed(switched(wanted, !wanted && gone), now);
    }

    /** Switched off because it answered that it wants no more calls. */
    public Backend gone(Instant now) {
        return gone || !enabled ? this : changed(switched(false, true), now);
    }

    private Backend switched(boolean nextEnabled, boolean nextGone) {
        return copy(token, secrets, nextEnabled, nextGone, updatedAt, version);
    }

    /** With a new signing secret; the one before stays in use beside it for {@link #OVERLAP}. */
    public Backend rotated(SealedSecret next, Instant now) {
        Retiring retiring = new Retiring(secrets.current(), now.plus(OVERLAP));
        return copy(token, new Secrets(next, Optional.of(retiring)), enabled, gone, now, version + 1);
    }

    /** The same with its secrets sealed another way: no change. */
    public Backend resealed(UnaryOperator<SealedSecret> ofToken, UnaryOperator<SealedSecret> ofSigningSecrets) {
        Secrets moved = new Secrets(
                ofSigningSecrets.apply(secrets.current()),
                secrets.retiring().map(old -> new Retiring(ofSigningSecrets.apply(old.secret()), old.until())));
        return copy(token.map(ofToken), moved, enabled, gone, updatedAt, version);
    }

    private Backend changed(Backend next, Instant now) {
        return next.equals(this)
                ? this
                : next.copy(next.token, next.secrets, next.enabled, next.gone, now, version + 1);
    }

    private Backend copy(
            Optional<SealedSecret> nextToken,
            Secrets nextSecrets,
            boolean nextEnabled,
            boolean nextGone,
            Instant nextUpdatedAt,
            int nextVersion) {
        return new Backend(
                id,
                project,
                tenant,
                machineUser,
                application,
                name,
                callbackUrl,
                description,
                release,
                nextToken,
                nextSecrets,
                nextEnabled,
                nextGone,
                heartbeatAt,
                createdAt,
                nextUpdatedAt,
                nextVersion);
    }

    /** The fields that the audit log compares; of a secret which sealing of it, which the log masks. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name.value());
        fields.put("callbackUrl", callbackUrl.toString());
        fields.put("description", description.map(Description::value).orElse(null));
        fields.put("version", release.orElse(null));
        fields.put(
                "applicationId",
                application.map(kept -> kept.value().toString()).orElse(null));
        fields.put("machineUserId", machineUser.value().toString());
        fields.put("enabled", enabled);
        fields.put("gone", gone);
        fields.put(
                TOKEN, token.map(kept -> Integer.toHexString(kept.hashCode())).orElse(null));
        fields.put(SIGNING_SECRET, Integer.toHexString(secrets.current().hashCode()));
        return fields;
    }
}
