package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.settings.SettingField.DEFAULT_LOCALE;
import static dev.productify.manager.domain.settings.SettingField.DEFAULT_THEME;
import static dev.productify.manager.domain.settings.SettingField.ENABLED_LOCALES;
import static dev.productify.manager.domain.settings.SettingField.ENABLED_MODULES;
import static dev.productify.manager.domain.settings.SettingField.ENABLED_THEMES;
import static dev.productify.manager.domain.settings.SettingField.KEY_VALUE_PAIRS;
import static dev.productify.manager.domain.settings.SettingsKind.BACKEND;
import static dev.productify.manager.domain.settings.SettingsKind.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.settings.KeyValuePair;
import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.ModuleConfig;
import dev.productify.manager.domain.settings.SettingValue;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.settings.SettingsPath;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.tx.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store of settings promises. */
public abstract class SettingsStoreContract extends StoreContract {
    private static final ModuleConfig FULL = ModuleConfig.empty(FRONTEND)
            .with(ENABLED_MODULES, SettingValue.of(List.of("@shop/dashboard", "reports", "a,b", "{c}", "\"d\"")))
            .with(ENABLED_THEMES, SettingValue.of(List.of("light", "dark")))
            .with(DEFAULT_THEME, SettingValue.of("dark"))
            .with(ENABLED_LOCALES, SettingValue.of(List.of("en", "hu")))
            .with(DEFAULT_LOCALE, SettingValue.of("hu"))
            .with(
                    KEY_VALUE_PAIRS,
                    SettingValue.ofPairs(List.of(
                            new KeyValuePair("z", "NULL"),
                            new KeyValuePair("a", ""),
                            new KeyValuePair("m", "line\r\n\t\\ \"quoted\" {x,y} é😀"))));

    private static LevelSettings first(Place place, ModuleConfig config) {
        return LevelSettings.unwritten(config.kind(), place).with(config);
    }

    private static LevelSettings named(SettingsKind kind, Place place, String module) {
        return first(place, ModuleConfig.empty(kind).with(ENABLED_MODULES, SettingValue.of(List.of(module))));
    }

    private LevelSettings kept(LevelSettings settings) {
        change(PLATFORM, stores -> stores.settings().keep(settings));
        return settings;
    }

    private List<LevelSettings> written(Binding binding, Place... places) {
        return read(binding, stores -> stores.settings().written(List.of(places)));
    }

    /** Settings of one kind at every place of a project, a tenant and the application in it. */
    private List<LevelSettings> keptOnTheWayTo(Place place) {
        List<LevelSettings> settings = new ArrayList<>();
        for (Optional<Place> at = Optional.of(place);
                at.isPresent();
                at = at.get().parent()) {
            settings.add(kept(named(BACKEND, at.get(), newWord())));
        }
        return settings;
    }

    @Test
    void everyValueComesBackAsItWas() {
        Forest forest = Forest.planted(this);
        Place place = forest.in(forest.near()).place();

        LevelSettings settings = kept(first(place, FULL));

        assertThat(written(at(place), place)).containsExactly(settings);
        assertThat(written(PLATFORM, place)).containsExactly(settings);
    }

    @Test
    void anEmptyListIsNotTheSameAsNone() {
        Place place = Place.of(Forest.planted(this).mine().id());
        ModuleConfig emptyLists = ModuleConfig.empty(FRONTEND)
                .with(ENABLED_MODULES, SettingValue.of(List.of()))
                .with(KEY_VALUE_PAIRS, SettingValue.ofPairs(List.of()));

        kept(first(place, emptyLists));

        List<LevelSettings> found = written(at(place), place);
        assertThat(found).singleElement().satisfies(settings -> {
            assertThat(settings.config().enabledModules()).contains(List.of());
            assertThat(settings.config().keyValuePairs()).contains(List.of());
            assertThat(settings.config().enabledThemes()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(SettingsKind.class)
    void theNextVersionReplacesTheOneBefore(SettingsKind kind) {
        Place place = Forest.planted(this).near().place();
        LevelSettings before = kept(named(kind, place, "before"));
        LevelSettings emptied = kept(before.with(ModuleConfig.empty(kind)));

        LevelSettings after = kept(emptied.with(named(kind, place, "after").config()));

        assertThat(after.version()).isEqualTo(4);
        assertThat(written(at(place), place)).containsExactly(after);
    }

    @Test
    void aVersionThatDoesNotFollowTheKeptOneIsRefused() {
        Place place = Forest.planted(this).near().place();
        LevelSettings second = named(BACKEND, place, "second");
        LevelSettings third = second.with(named(BACKEND, place, "third").config());

        assertRefused(ErrorCode.CONFLICT, () -> kept(third));
        kept(second);
        assertRefused(ErrorCode.CONFLICT, () -> kept(second));
        kept(third);
        assertRefused(ErrorCode.CONFLICT, () -> kept(third));

        assertThat(written(at(place), place)).containsExactly(third);
    }

    @Test
    void settingsAreKeptForLevelsThatExist() {
        Forest forest = Forest.planted(this);
        Place gone = Place.of(new ProjectId(newId()));
        Place misplaced = Place.of(forest.other().id(), forest.near().id());

        assertRefused(ErrorCode.CONFLICT, () -> kept(named(BACKEND, gone, "x")));
        assertRefused(ErrorCode.CONFLICT, () -> kept(named(BACKEND, misplaced, "x")));
    }

    @Test
    void kindsAreKeptApart() {
        Place place = Forest.planted(this).near().place();
        LevelSettings backend = kept(named(BACKEND, place, "backend"));
        LevelSettings frontend = kept(named(FRONTEND, place, "frontend"));

        assertThat(written(at(place), place)).containsExactlyInAnyOrder(backend, frontend);
    }

    @Test
    void whatAPlaceInheritsIsFoundWithItEachOnce() {
        Forest forest = Forest.planted(this);
        Place near = forest.in(forest.near()).place();
        Place sibling = forest.in(forest.sibling()).place();
        List<LevelSettings> onTheWay = keptOnTheWayTo(near);
        LevelSettings ofSibling = kept(named(BACKEND, sibling, "sibling"));

        assertThat(written(PLATFORM, near)).containsExactlyInAnyOrderElementsOf(onTheWay);
        assertThat(written(PLATFORM, forest.near().place()))
                .containsExactlyInAnyOrder(onTheWay.get(1), onTheWay.get(2));
        assertThat(written(PLATFORM, sibling)).containsExactlyInAnyOrder(ofSibling, onTheWay.get(2));
        assertThat(written(PLATFORM, near, sibling, near))
                .containsExactlyInAnyOrder(onTheWay.get(0), onTheWay.get(1), onTheWay.get(2), ofSibling);
        assertThat(written(PLATFORM)).isEmpty();
    }

    @Test
    void whatIsInheritedIsSeenFromBelowAndFromNowhereElse() {
        Forest forest = Forest.planted(this);
        Place project = Place.of(forest.mine().id());
        Place tenant = forest.near().place();
        Place application = forest.in(forest.near()).place();
        List<LevelSettings> all = keptOnTheWayTo(application);
        List<LevelSettings> above = all.subList(1, 3);
        List<LevelSettings> top = all.subList(2, 3);

        assertThat(written(at(project), application)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(written(at(tenant), application)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(written(at(forest.sibling().place()), application)).isEqualTo(top);
        assertThat(written(at(forest.other()), application)).isEmpty();

        assertThat(written(reach(project), application)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(written(reach(tenant), application)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(written(reach(application), application)).containsExactlyInAnyOrderElementsOf(all);
        Place neighbour = forest.applications().stream()
                .filter(other -> other.tenant().equals(forest.near().id()))
                .map(other -> other.place())
                .filter(other -> !other.equals(application))
                .findFirst()
                .orElseThrow();
        assertThat(written(reach(neighbour), application)).containsExactlyInAnyOrderElementsOf(above);
        assertThat(written(reach(forest.sibling().place()), application)).isEqualTo(top);
        assertThat(written(reach(Place.of(forest.other().id())), application)).isEmpty();

        Principal machine = new Principal.Machine(
                new MachineUserId(newId()),
                "bot",
                forest.mine().id(),
                forest.near().id(),
                Role.VIEWER);
        assertThat(written(new Binding.Reach(machine), application)).containsExactlyInAnyOrderElementsOf(all);
        Principal stranger = new Principal.Machine(
                new MachineUserId(newId()),
                "bot",
                forest.mine().id(),
                forest.sibling().id(),
                Role.VIEWER);
        assertThat(written(new Binding.Reach(stranger), application)).isEqualTo(top);
        User member = keptMember(project, Role.ADMIN);
        assertThat(written(new Binding.Own(member.id()), application)).isEmpty();
    }

    private Binding reach(Place place) {
        return new Binding.Reach(principal(keptMember(place, Role.VIEWER)));
    }

    @Test
    void lockingAnswersTheWayToThePlaceWhetherWrittenOrNot() {
        Forest forest = Forest.planted(this);
        Place application = forest.in(forest.near()).place();
        Place tenant = forest.near().place();
        Place project = Place.of(forest.mine().id());
        LevelSettings ofProject = kept(named(FRONTEND, project, "project"));

        assertThat(locked(at(application), application))
                .contains(new SettingsPath(List.of(
                        ofProject,
                        LevelSettings.unwritten(FRONTEND, tenant),
                        LevelSettings.unwritten(FRONTEND, application))));
        assertThat(locked(at(tenant), tenant))
                .contains(new SettingsPath(List.of(ofProject, LevelSettings.unwritten(FRONTEND, tenant))));
        assertThat(locked(at(project), project)).contains(new SettingsPath(List.of(ofProject)));
    }

    @Test
    void whatIsNotThereOrNotWithinTheBindingIsNotLocked() {
        Forest forest = Forest.planted(this);
        Place project = Place.of(forest.mine().id());

        assertThat(locked(PLATFORM, Place.of(new ProjectId(newId())))).isEmpty();
        assertThat(locked(at(forest.other()), project)).isEmpty();
        assertThat(locked(at(forest.near().place()), project)).isEmpty();
        assertThat(locked(at(forest.near().place()), forest.sibling().place())).isEmpty();
        assertThat(locked(at(forest.near().place()), forest.in(forest.sibling()).place()))
                .isEmpty();
    }

    private Optional<SettingsPath> locked(Binding binding, Place place) {
        return write(binding, stores -> stores.settings().lock(place, FRONTEND));
    }

    @Test
    void settingsGoWithTheirLevel() {
        Forest forest = Forest.planted(this);
        Place application = forest.in(forest.near()).place();
        List<LevelSettings> settings = keptOnTheWayTo(application);

        change(PLATFORM, stores -> stores.tenants().delete(forest.near().id()));

        assertThat(written(PLATFORM, application)).containsExactly(settings.get(2));
    }

    @ParameterizedTest
    @EnumSource(SettingsKind.class)
    void theDoorKnowsWhoseSettingsTheyAreBeforeTheyWereEverWritten(SettingsKind kind) {
        Forest forest = Forest.planted(this);
        User user = keptMember(Place.of(forest.mine().id()), Role.EDITOR);
        for (Place place : List.of(
                Place.of(forest.mine().id()),
                forest.near().place(),
                forest.in(forest.near()).place())) {
            Optional<Standing> standing = transactions()
                    .door(door -> door.standing(principal(user), new Target.OfSettings(SettingsId.of(kind, place))));

            assertThat(standing.map(Standing::place)).contains(place);
            assertThat(standing.orElseThrow().grants()).hasSize(1);
        }
        Target level =
                new Target.OfSettings(new SettingsId(kind, forest.mine().id().value()));
        assertThat(transactions()
                        .door(door -> door.standing(principal(user), level))
                        .isPresent())
                .isFalse();
    }
}
