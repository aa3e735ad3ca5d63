package dev.productify.manager.jdbc.testing;

import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.ports.access.Installation;
import dev.productify.manager.ports.audit.AuditSealing;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.job.Jobs;
import dev.productify.manager.ports.job.PeriodicJob;
import dev.productify.manager.ports.testing.PlainPackage;
import dev.productify.manager.ports.tx.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two projects with data of every feature, so that every table has rows: IsolationOfTablesTest says so, and fails for a table that
 * is added until it has some here.
 *
 * @param mine the first one, which has settings, too
 * @param other of somebody who knows nothing of the first
 */
public record FullInstallation(Installations.Tree mine, Installations.Tree other) {

    public static FullInstallation on(Transactions transactions) {
        Installations installation = new Installations(transactions);
        Call person = installation.person("mine");
        Installations.Tree mine = installation.tree(person, "mine");
        installation.settings(person, mine, "dashboard");
        AuditSealing sealing = new AuditSealing(InstantSource.system(), head -> {});
        new Jobs(transactions).run(new PeriodicJob(AuditSealing.NAME, Duration.ofHours(1), sealing));
        Installations.Tree other = installation.tree(installation.person("other"), "other");
        for (Installations.Tree tree : List.of(mine, other)) {
            Translations content = Translations.of(List.of(new Translations.Entry("key", "value")));
            installation
                    .useCases
                    .languagePacks()
                    .create(installation.admin, tree.project().id(), new LanguageTag("hu"), content);
            installation
                    .useCases
                    .pilets()
                    .publish(
                            installation.admin,
                            tree.project().id(),
                            PlainPackage.of("pilet", "1.0.0", "main"),
                            Optional.empty());
            installation
                    .useCases
                    .projectLimits()
                    .update(installation.admin, tree.project().id(), Map.of(LimitKind.TENANTS, Patch.set(9L)));
        }
        new Installation(transactions, List.of()).secretsCanary(() -> "canary");
        return new FullInstallation(mine, other);
    }
}
