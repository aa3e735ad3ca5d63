package dev.productify.manager.esb.trigger;

import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.SecretChoice;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.trigger.RetrySchedule;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.backend.BackendSecrets;
import dev.productify.manager.ports.testing.FixedSecrets;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.trigger.Callback;
import dev.productify.manager.ports.trigger.Dispatch;
import dev.productify.manager.ports.trigger.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A trigger with one backend, and a node that sends its callbacks. */
final class PlantedTrigger {
    final World world = new World();
    final Dispatch dispatch = new Dispatch(
            world.transactions,
            new Journal(world, new UuidV7(world, new Random(1))),
            new BackendSecrets(FixedSecrets::sealer),
            RetrySchedule.STANDARD,
            new Random(2));
    final NodeId node;
    private final Trigger trigger;

    PlantedTrigger() {
        Project project = world.useCases.projects().create(world.admin, World.projectDraft("shop"));
        Tenant tenant = world.useCases.tenants().create(world.admin, project.id(), World.tenantDraft("acme"));
        Application application =
                world.useCases.applications().create(world.admin, tenant.id(), World.applicationDraft("web"));
        MachineUser robot = world.useCases
                .machineUsers()
                .create(world.admin, tenant.id(), World.machineUserDraft("robot"), new SecretChoice.Generated())
                .machineUser();
        world.useCases.backends().register(World.call(robot.principal()), World.registration("Payment"));
        trigger = world.trigger(application, "Yearly", "@yearly");
        node = dispatch.join();
    }

    /** What the node has to send for a new run. */
    Callback callback() {
        world.useCases.triggerRuns().run(world.admin, trigger.id());
        dispatch.alive(node);
        return dispatch.exchange(node, List.of(), new Dispatch.Room(1, 1, Map.of(), Optional.empty()))
                .taken()
                .get(0);
    }
}
