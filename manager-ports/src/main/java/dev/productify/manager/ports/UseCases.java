package dev.productify.manager.ports;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.limits.Limits;
import dev.productify.manager.domain.machineuser.PasswordHasher;
import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.domain.session.SessionTimes;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.domain.trigger.RetrySchedule;
import dev.productify.manager.ports.access.Denials;
import dev.productify.manager.ports.access.FirstStart;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Installation;
import dev.productify.manager.ports.access.Members;
import dev.productify.manager.ports.access.UserDirectory;
import dev.productify.manager.ports.access.Users;
import dev.productify.manager.ports.audit.AuditLogs;
import dev.productify.manager.ports.audit.DeniedLog;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.backend.BackendSecrets;
import dev.productify.manager.ports.backend.Backends;
import dev.productify.manager.ports.call.Authentication;
import dev.productify.manager.ports.call.KnownTokens;
import dev.productify.manager.ports.call.VouchedPeople;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.endpoint.BodyConversion;
import dev.productify.manager.ports.endpoint.BusRouting;
import dev.productify.manager.ports.endpoint.EndpointGrants;
import dev.productify.manager.ports.endpoint.EndpointSecrets;
import dev.productify.manager.ports.endpoint.Endpoints;
import dev.productify.manager.ports.endpoint.KnownRoutes;
import dev.productify.manager.ports.endpoint.LoggedCalls;
import dev.productify.manager.ports.endpoint.PromotedEndpoints;
import dev.productify.manager.ports.languagepack.DefaultLocales;
import dev.productify.manager.ports.languagepack.LanguagePacks;
import dev.productify.manager.ports.languagepack.PublicLanguagePacks;
import dev.productify.manager.ports.limits.LimitCheck;
import dev.productify.manager.ports.limits.ProjectLimits;
import dev.productify.manager.ports.machineuser.MachineUsers;
import dev.productify.manager.ports.pilet.PiletModules;
import dev.productify.manager.ports.pilet.Pilets;
import dev.productify.manager.ports.pilet.PublicPilets;
import dev.productify.manager.ports.promotion.PromotedFeature;
import dev.productify.manager.ports.promotion.Promotions;
import dev.productify.manager.ports.session.KnownIdentities;
import dev.productify.manager.ports.session.KnownSessions;
import dev.productify.manager.ports.session.Newcomers;
import dev.productify.manager.ports.session.OpenIdConnect;
import dev.productify.manager.ports.session.ProviderSignIn;
import dev.productify.manager.ports.session.SessionSignIn;
import dev.productify.manager.ports.session.Sessions;
import dev.productify.manager.ports.session.SignIn;
import dev.productify.manager.ports.settings.EffectiveFrontend;
import dev.productify.manager.ports.settings.EffectiveFrontends;
import dev.productify.manager.ports.settings.PromotedSettings;
import dev.productify.manager.ports.settings.Settings;
import dev.productify.manager.ports.signin.CredentialChecks;
import dev.productify.manager.ports.signin.KnownMachineUsers;
import dev.productify.manager.ports.signin.LastUses;
import dev.productify.manager.ports.signin.MachineSignIn;
import dev.productify.manager.ports.tenancy.Applications;
import dev.productify.manager.ports.tenancy.Projects;
import dev.productify.manager.ports.tenancy.PromotedApplication;
import dev.productify.manager.ports.tenancy.Tenants;
import dev.productify.manager.ports.token.PersonalAccessTokens;
import dev.productify.manager.ports.token.TokenIssuer;
import dev.productify.manager.ports.trigger.PromotedTriggers;
import dev.productify.manager.ports.trigger.TriggerRuns;
import dev.productify.manager.ports.trigger.Triggers;
import dev.productify.manager.ports.tx.Door.HeldSession;
import dev.productify.manager.ports.tx.Door.HeldToken;
import dev.productify.manager.ports.tx.Transactions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Everything that the Manager does, ready for adapters and embedders to call.
 *
 * @param backendSecrets opens what callbacks carry
 * @param readModels what is kept in memory, for metrics
 */
public record UseCases(
        Authentication authentication,
        CredentialChecks credentialChecks,
        Installation installation,
        FirstStart firstStart,
        Users users,
        Projects projects,
        ProjectLimits projectLimits,
        Tenants tenants,
        Applications applications,
        Members members,
        PersonalAccessTokens personalAccessTokens,
        AuditLogs auditLogs,
        MachineUsers machineUsers,
        Settings settings,
        EffectiveFrontends effectiveFrontends,
        LanguagePacks languagePacks,
        PublicLanguagePacks publicLanguagePacks,
        Pilets pilets,
        PublicPilets publicPilets,
        Endpoints endpoints,
        EndpointGrants endpointGrants,
        LoggedCalls loggedCalls,
        BusRouting busRouting,
        Triggers triggers,
        TriggerRuns triggerRuns,
        Backends backends,
        Promotions promotions,
        BackendSecrets backendSecrets,
        VouchedPeople vouchedPeople,
        SignIn signIn,
        Sessions sessions,
        List<ReadModel<?, ?>> readModels) {

    /**
     * What use cases need from outside.
     *
     * @param ids new ids, increasing: {@code UuidV7}
     * @param secrets {@code SecureRandom} outside of tests
     * @param background runs what no caller waits for: it notes uses of credentials, and refusals after they were answered.
     *     It may refuse
     * @param passwords Argon2id outside of tests
     * @param directory people whom an identity provider knows; empty where there are none but the users
     * @param sealer seals what must be read again, with the installation's key; asked at each use, since that key is known only
     *     when the database is
     * @param addresses which addresses may be called; asked at each saving
     * @param conversion what becomes of bodies at endpoints that convert
     * @param oidc where people sign in; empty where they cannot
     * @param sessionTimes how long they stay signed in
     * @param limits of each project that says nothing else by itself
     */
    public record Needs(
            Transactions transactions,
            InstantSource clock,
            Supplier<UUID> ids,
            RandomGenerator secrets,
            ProjectCreation projectCreation,
            Executor background,
            PasswordHasher passwords,
            Optional<UserDirectory> directory,
            Supplier<SecretSealer> sealer,
            Supplier<AddressRules> addresses,
            BodyConversion conversion,
            Optional<OpenIdConnect> oidc,
            SessionTimes sessionTimes,
            Limits limits) {
        public Needs {
            requireNonNull(transactions, "transactions");
            requireNonNull(clock, "clock");
            requireNonNull(ids, "ids");
            requireNonNull(secrets, "secrets");
            requireNonNull(projectCreation, "projectCreation");
            requireNonNull(background, "background");
            requireNonNull(passwords, "passwords");
            requireNonNull(directory, "directory");
            requireNonNull(sealer, "sealer");
            requireNonNull(addresses, "addresses");
            requireNonNull(conversion, "conversion");
            requireNonNull(oidc, "oidc");
            requireNonNull(sessionTimes, "sessionTimes");
            requireNonNull(limits, "limits");
        }

        /** Where nothing is limited. */
        public Needs(
                Transactions transactions,
                InstantSource clock,
                Supplier<UUID> ids,
                RandomGenerator secrets,
                ProjectCreation projectCreation,
                Executor background,
                PasswordHasher passwords,
                Optional<UserDirectory> directory,
                Supplier<SecretSealer> sealer,
                Supplier<AddressRules> addresses,
                BodyConversion conversion,
                Optional<OpenIdConnect> oidc,
                SessionTimes sessionTimes) {
            this(
                    transactions,
                    clock,
                    ids,
                    secrets,
                    projectCreation,
                    background,
                    passwords,
                    directory,
                    sealer,
                    addresses,
                    conversion,
                    oidc,
                    sessionTimes,
                    Limits.NONE);
        }

        /** Where people do not sign in. */
        public Needs(
                Transactions transactions,
                InstantSource clock,
                Supplier<UUID> ids,
                RandomGenerator secrets,
                ProjectCreation projectCreation,
                Executor background,
                PasswordHasher passwords,
                Optional<UserDirectory> directory,
                Supplier<SecretSealer> sealer,
                Supplier<AddressRules> addresses,
                BodyConversion conversion) {
            this(
                    transactions,
                    clock,
                    ids,
                    secrets,
                    projectCreation,
                    background,
                    passwords,
                    directory,
                    sealer,
                    addresses,
                    conversion,
                    Optional.empty(),
                    SessionTimes.STANDARD);
        }

        /** Where nothing is converted. */
        public Needs(
                Transactions transactions,
                InstantSource clock,
                Supplier<UUID> ids,
                RandomGenerator secrets,
                ProjectCreation projectCreation,
                Executor background,
                PasswordHasher passwords,
                Optional<UserDirectory> directory,
                Supplier<SecretSealer> sealer,
                Supplier<AddressRules> addresses) {
            this(
                    transactions,
                    clock,
                    ids,
                    secrets,
                    projectCreation,
                    background,
                    passwords,
                    directory,
                    sealer,
                    addresses,
                    BodyConversion.NONE);
        }

        /** Without a directory. */
        public Needs(
                Transactions transactions,
                InstantSource clock,
                Supplier<UUID> ids,
                RandomGenerator secrets,
                ProjectCreation projectCreation,
                Executor background,
                PasswordHasher passwords,
                Supplier<SecretSealer> sealer,
                Supplier<AddressRules> addresses) {
            this(
                    transactions,
                    clock,
                    ids,
                    secrets,
                    projectCreation,
                    background,
                    passwords,
                    Optional.empty(),
                    sealer,
                    addresses);
        }
    }

    /** What travels when an application is promoted; a feature that is not here stays. */
    private static List<PromotedFeature> promoted(Journal journal, LimitCheck limits) {
        return List.of(
                new PromotedApplication(),
                new PromotedSettings(),
                new PromotedEndpoints(journal, limits),
                new PromotedTriggers(journal, limits));
    }

    public static UseCases of(Needs needs) {
        Journal journal = new Journal(needs.clock(), needs.ids());
        Denials denials = new DeniedLog(needs.transactions(), journal, needs.background());
        Guard guard = new Guard(needs.transactions(), needs.projectCreation(), denials);
        TokenIssuer tokens = new TokenIssuer(journal, needs.secrets());
        LastUses uses = new LastUses(needs.transactions(), needs.background());
        ReadModel<TokenSelector, HeldToken> knownTokens = KnownTokens.over(needs.transactions());
        KnownMachineUsers knownMachineUsers = KnownMachineUsers.over(needs.transactions());
        MachineSignIn machines = new MachineSignIn(knownMachineUsers, needs.passwords(), needs.clock(), uses);
        EffectiveFrontends frontends = EffectiveFrontends.over(needs.transactions());
        PublicLanguagePacks publicLanguagePacks = new PublicLanguagePacks(
                needs.transactions(),
                DefaultLocales.inWords(
                        application -> frontends.of(application).flatMap(EffectiveFrontend::defaultLocale)));
        PublicPilets publicPilets = new PublicPilets(needs.transactions());
        ReadModel<TokenSelector, HeldSession> knownSessions = KnownSessions.over(needs.transactions());
        ReadModel<ExternalIdentity, User> knownIdentities = KnownIdentities.over(needs.transactions());
        SessionSignIn sessions = new SessionSignIn(knownSessions, needs.sessionTimes(), needs.clock(), uses);
        Newcomers newcomers = new Newcomers(needs.transactions(), journal);
        Optional<ProviderSignIn> provider =
                needs.oidc().map(oidc -> new ProviderSignIn(oidc, knownIdentities, newcomers, needs.clock()));
        Authentication authentication =
                Authentication.of(knownTokens, machines, sessions, provider, needs.clock(), uses);
        EndpointSecrets endpointSecrets = new EndpointSecrets(needs.sealer());
        BackendSecrets backendSecrets = new BackendSecrets(needs.sealer());
        KnownRoutes routes = KnownRoutes.over(needs.transactions(), endpointSecrets);
        VouchedPeople vouchedPeople = VouchedPeople.over(needs.transactions());
        LimitCheck limits = new LimitCheck(needs.limits());
        return new UseCases(
                authentication,
                CredentialChecks.of(machines, authentication, needs.clock()),
                new Installation(
                        needs.transactions(),
                        List.of(
                                EndpointSecrets::reseal,
                                BackendSecrets::reseal,
                                (stores, present, next) ->
                                        stores.idempotentRequests().forgetAnswers())),
                new FirstStart(needs.transactions(), journal, tokens),
                Users.of(guard, journal, tokens, needs.directory()),
                Projects.of(guard, journal),
                ProjectLimits.of(guard, journal, needs.limits()),
                Tenants.of(guard, journal, limits),
                Applications.of(guard, journal),
                Members.of(guard, journal, needs.directory(), limits),
                PersonalAccessTokens.of(guard, journal, tokens),
                AuditLogs.of(guard),
                MachineUsers.of(guard, journal, needs.secrets(), needs.passwords()),
                Settings.of(guard, journal, new PiletModules()),
                frontends,
                LanguagePacks.of(guard, journal),
                publicLanguagePacks,
                Pilets.of(guard, journal, limits),
                publicPilets,
                Endpoints.of(
                        guard, journal, endpointSecrets, needs.addresses(), vouchedPeople, needs.conversion(), limits),
                EndpointGrants.of(guard, journal),
                LoggedCalls.of(guard),
                routes,
                Triggers.of(guard, journal, limits),
                TriggerRuns.of(guard, journal, RetrySchedule.STANDARD),
                Backends.of(guard, journal, backendSecrets, needs.secrets(), needs.addresses()),
                Promotions.of(guard, journal, promoted(journal, limits)),
                backendSecrets,
                vouchedPeople,
                SignIn.of(needs.oidc(), needs.transactions(), journal, needs.sessionTimes(), needs.secrets()),
                Sessions.of(guard, journal, needs.sessionTimes()),
                Stream.of(
                                List.of(
                                        knownTokens,
                                        knownSessions,
                                        knownIdentities,
                                        vouchedPeople.people(),
                                        frontends.model()),
                                knownMachineUsers.models(),
                                publicLanguagePacks.models(),
                                publicPilets.models(),
                                routes.models())
                        .<ReadModel<?, ?>>flatMap(List::stream)
                        .toList());
    }
}
