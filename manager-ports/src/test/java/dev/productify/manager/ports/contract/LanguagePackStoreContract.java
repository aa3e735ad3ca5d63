package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.languagepack.TranslationsDelta;
import dev.productify.manager.domain.languagepack.TranslationsPatch;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.languagepack.LanguagePackColumn;
import dev.productify.manager.ports.languagepack.TranslationColumn;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.ListQuery.Condition;
import dev.productify.manager.ports.shared.ListQuery.Operator;
import dev.productify.manager.ports.shared.ListQuery.Order;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.tx.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link dev.productify.manager.ports.languagepack.LanguagePackStore} promises. */
public abstract class LanguagePackStoreContract extends StoreContract {
    private final Project project = project();

    private LanguagePack planted(String name, String... texts) {
        return keptIn(kept(project), name, texts);
    }

    private LanguagePack keptIn(Project parent, String name, String... texts) {
        Translations content = translations(texts);
        LanguagePack pack =
                LanguagePack.create(new LanguagePackId(newId()), parent.id(), new LanguageTag(name), content, CREATED);
        change(PLATFORM, stores -> {
            stores.languagePacks().insert(pack);
            stores.languagePacks().rewrite(pack, TranslationsDelta.adding(content));
        });
        return pack;
    }

    private static Translations translations(String... texts) {
        List<Translations.Entry> entries = new ArrayList<>();
        for (int i = 0; i < texts.length; i += 2) {
            entries.add(new Translations.Entry(texts[i], texts[i + 1]));
        }
        return Translations.of(entries);
    }

    private Optional<LanguagePack> found(LanguagePackId id) {
        return read(PLATFORM, stores -> stores.languagePacks().find(id));
    }

    private SortedMap<String, String> texts(LanguagePack... packs) {
        List<LanguagePackId> ids = List.of(packs).stream().map(LanguagePack::id).toList();
        return read(PLATFORM, stores -> stores.languagePacks().merged(ids));
    }

    @Test
    void everyFieldComesBackAsItWasWritten() {
        kept(project);
        LanguagePack pack = new LanguagePack(
                new LanguagePackId(newId()),
                project.id(),
                new LanguageTag("zh-Hant-TW"),
                Translations.MOST_KEYS,
                Translations.MOST_BYTES,
                CREATED,
                UPDATED,
                7);

        change(at(project), stores -> stores.languagePacks().insert(pack));

        assertThat(found(pack.id())).contains(pack);
        assertFound(write(at(project), stores -> stores.languagePacks().lock(pack.id())))
                .contains(pack);
        assertFound(write(at(project), stores -> stores.languagePacks().lock(project.id(), pack.name())))
                .contains(pack);
        assertFound(read(at(project), stores -> stores.languagePacks().find(project.id(), pack.name())))
                .contains(pack);
        assertRows(read(at(project), stores -> stores.languagePacks().namesOf(project.id())))
                .containsOnly(Map.entry(pack.name(), pack.id()));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        LanguagePackId none = new LanguagePackId(newId());
        LanguageTag name = new LanguageTag("hu");

        assertThat(found(none)).isEmpty();
        assertFound(write(PLATFORM, stores -> stores.languagePacks().lock(none)))
                .isEmpty();
        assertFound(read(PLATFORM, stores -> stores.languagePacks().find(project.id(), name)))
                .isEmpty();
        assertRows(read(PLATFORM, stores -> stores.languagePacks().namesOf(project.id())))
                .isEmpty();
        assertRows(read(PLATFORM, stores -> stores.languagePacks().merged(List.of(none))))
                .isEmpty();
        assertRows(read(PLATFORM, stores -> stores.languagePacks().merged(List.of())))
                .isEmpty();
        assertRows(read(PLATFORM, stores -> stores.languagePacks().textsAt(none, List.of("a"))))
                .isEmpty();
        assertRows(read(PLATFORM, stores -> stores.languagePacks().textsOf(List.of(none), ListQuery.all())))
                .containsOnly(Map.entry(none, List.of()));
        assertRows(write(PLATFORM, stores -> stores.languagePacks().delete(none)))
                .isEmpty();
    }

    @Test
    void textsComeBackAsTheyWereWrittenInTheOrderOfTheCodePoints() {
        String all = " \t\r\n\"'\\{}$1 :name ? ñ 商店 \uFF21 😀 \u2028 ";
        LanguagePack pack = planted("hu", "\uFF21", "1", "😀", "2", "b", "3", "a b", all, "B", "", "á", "5", "%_", "6");

        assertThat(texts(pack).keySet()).containsExactly("%_", "B", "a b", "b", "á", "\uFF21", "😀");
        assertThat(texts(pack)).containsEntry("a b", all).containsEntry("B", "");
    }

    @Test
    void theLongestKeyAndTheLongestValueAreKept() {
        String key = IntStream.range(0, Translations.LONGEST_KEY)
                .mapToObj(i -> Character.toString(0x20000 + i * 79))
                .collect(Collectors.joining());
        String value = "é".repeat(Translations.MOST_VALUE_BYTES / 2);

        assertThat(texts(planted("hu", key, value))).containsExactly(Map.entry(key, value));
    }

    @Test
    void theNearestLanguagePackHasTheSay() {
        LanguagePack near = planted("hu-HU", "a", "near", "b", "near");
        LanguagePack middle = keptIn(project, "hu", "b", "middle", "c", "middle");
        LanguagePack far = keptIn(project, "en", "a", "far", "c", "far", "d", "far");
        keptIn(project, "de", "e", "elsewhere");

        assertThat(texts(near, middle, far))
                .containsExactly(
                        Map.entry("a", "near"),
                        Map.entry("b", "near"),
                        Map.entry("c", "middle"),
                        Map.entry("d", "far"));
        assertThat(texts(far, middle, near))
                .containsExactly(
                        Map.entry("a", "far"), Map.entry("b", "middle"), Map.entry("c", "far"), Map.entry("d", "far"));
    }

    @Test
    void onlyWhatDiffersIsRewritten() {
        LanguagePack pack = planted("hu", "a", "1", "b", "2", "c", "3");
        LanguagePack other = keptIn(project, "en", "a", "1", "b", "2");
        SortedMap<String, String> kept = texts(pack);
        TranslationsPatch patch = new TranslationsPatch(
                translations("a", "1", "b", "two", "d", "4"), new TreeSet<>(List.of("c", "absent")));
        TranslationsDelta delta = TranslationsDelta.of(kept, patch);

        change(at(project), stores -> stores.languagePacks().rewrite(pack, delta));

        assertThat(texts(pack)).containsExactly(Map.entry("a", "1"), Map.entry("b", "two"), Map.entry("d", "4"));
        assertThat(texts(other)).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
        assertRows(read(at(project), stores -> stores.languagePacks().textsAt(pack.id(), List.of("b", "c", "d"))))
                .containsOnly(Map.entry("b", "two"), Map.entry("d", "4"));
    }

    @Test
    void asManyTextsAsThereMayBeAreWrittenAtOnce() {
        Translations.Builder builder = new Translations.Builder();
        for (int i = 0; i < Translations.MOST_KEYS; i++) {
            builder.add("key." + i, "value " + i);
        }
        Translations content = builder.build();
        LanguagePack pack = planted("hu");

        change(at(project), stores -> stores.languagePacks().rewrite(pack, TranslationsDelta.adding(content)));
        assertThat(texts(pack)).isEqualTo(content.entries());

        TranslationsDelta away = TranslationsDelta.between(content.entries(), Translations.none());
        change(at(project), stores -> stores.languagePacks().rewrite(pack, away));
        assertThat(texts(pack)).isEmpty();
    }

    @Test
    void aNameIsTakenInItsProjectOnly() {
        LanguagePack first = planted("hu");
        LanguagePack second = keptIn(project, "en");
        LanguagePack elsewhere = keptIn(kept(project()), "hu");
        LanguagePack same = LanguagePack.create(
                new LanguagePackId(newId()), project.id(), first.name(), Translations.none(), CREATED);
        LanguagePack renamed = renamed(second, "HU");

        assertRefused(
                CONFLICT,
                () -> change(at(project), stores -> stores.languagePacks().insert(same)));
        assertRefused(
                CONFLICT,
                () -> change(at(project), stores -> stores.languagePacks().update(renamed)));

        assertThat(found(same.id())).isEmpty();
        assertThat(found(second.id())).contains(second);
        assertThat(found(elsewhere.id())).contains(elsewhere);
    }

    private static LanguagePack renamed(LanguagePack pack, String name) {
        return pack.with(new LanguagePack.Change(Patch.set(new LanguageTag(name)), Optional.empty()), LATER);
    }

    @Test
    void oneOfAProjectThatIsGoneIsAConflict() {
        LanguagePack orphan = LanguagePack.create(
                new LanguagePackId(newId()), project.id(), new LanguageTag("hu"), Translations.none(), CREATED);

        assertRefused(
                CONFLICT,
                () -> change(at(project), stores -> stores.languagePacks().insert(orphan)));
    }

    @Test
    void theNextVersionReplacesTheOneBeforeAndAStaleOneIsAConflict() {
        LanguagePack first = planted("hu", "a", "1");
        LanguagePack mine = renamed(first, "hu-HU");
        LanguagePack theirs = renamed(first, "hu-RO");

        change(at(project), stores -> stores.languagePacks().update(theirs));
        assertRefused(
                CONFLICT,
                () -> change(at(project), stores -> stores.languagePacks().update(mine)));

        assertThat(found(first.id())).contains(theirs);
        assertThat(texts(first)).containsExactly(Map.entry("a", "1"));
    }

    @Test
    void itGoesWithItsTextsAloneOrWithItsProject() {
        LanguagePack alone = planted("hu", "a", "1");
        LanguagePack along = keptIn(project, "en", "a", "1");
        Project other = kept(project());
        LanguagePack far = keptIn(other, "hu", "a", "1");

        change(at(project), stores -> stores.languagePacks().delete(alone.id()));
        assertThat(found(alone.id())).isEmpty();
        assertThat(texts(alone)).isEmpty();
        assertThat(texts(along)).hasSize(1);

        Map<String, Long> gone = write(at(project), stores -> stores.projects().delete(project.id()));
        assertThat(gone).containsEntry("languagePacks", 1L);
        assertThat(found(along.id())).isEmpty();
        assertThat(texts(along)).isEmpty();
        assertThat(texts(far)).hasSize(1);
    }

    @Test
    void theDoorFindsItsProject() {
        LanguagePack pack = planted("hu");
        Principal somebody = principal(kept(user()));

        assertFound(transactions()
                        .door(door -> door.standing(somebody, new Target.OfLanguagePack(pack.id())))
                        .map(Standing::place))
                .contains(Place.of(project.id()));
        assertFound(transactions()
                        .door(door -> door.standing(somebody, new Target.OfLanguagePack(new LanguagePackId(newId())))))
                .isEmpty();
    }

    @Test
    void onlyWhoSeesTheContentOfTheProjectSeesIt() {
        LanguagePack pack = planted("hu", "a", "1");
        Tenant tenant = kept(tenant(project));
        User viewer = keptMember(Place.of(project.id()), Role.VIEWER);
        User ofTenant = keptMember(tenant.place(), Role.ADMIN);
        User ofApplication = keptMember(kept(application(tenant)).place(), Role.ADMIN);
        User ofOther = keptMember(Place.of(kept(project()).id()), Role.ADMIN);
        Principal machine =
                new Principal.Machine(new MachineUserId(newId()), "bot", project.id(), tenant.id(), Role.EDITOR);

        assertThat(seen(at(project), pack)).isTrue();
        assertThat(seen(new Binding.Reach(principal(viewer)), pack)).isTrue();
        assertThat(seen(new Binding.Own(viewer.id()), pack)).isTrue();
        assertThat(seen(new Binding.Reach(principal(kept(user(false, true)))), pack))
                .isTrue();
        for (Binding stranger : List.of(
                at(kept(project())),
                at(tenant.place()),
                new Binding.Reach(principal(ofTenant)),
                new Binding.Reach(principal(ofApplication)),
                new Binding.Reach(principal(ofOther)),
                new Binding.Reach(machine))) {
            assertThat(seen(stranger, pack)).as(stranger.toString()).isFalse();
            assertUntouched(stranger, pack);
        }
        assertUntouched(new Binding.Reach(principal(viewer)), pack);
    }

    private boolean seen(Binding binding, LanguagePack pack) {
        return read(binding, stores -> {
            boolean found = stores.languagePacks().find(pack.id()).isPresent();
            int one = found ? 1 : 0;
            assertThat(stores.languagePacks().listOf(pack.project(), ListQuery.all()))
                    .hasSize(one);
            assertThat(stores.languagePacks().countOf(pack.project(), ListQuery.all()))
                    .isEqualTo(one);
            assertThat(stores.languagePacks().namesOf(pack.project())).hasSize(one);
            assertThat(stores.languagePacks().merged(List.of(pack.id()))).hasSize(one);
            assertThat(stores.languagePacks().textsAt(pack.id(), List.of("a"))).hasSize(one);
            assertThat(stores.languagePacks()
                            .textsOf(List.of(pack.id()), ListQuery.all())
                            .get(pack.id()))
                    .hasSize(one);
            return found;
        });
    }

    private void assertUntouched(Binding binding, LanguagePack pack) {
        LanguagePack added = LanguagePack.create(
                new LanguagePackId(newId()), pack.project(), new LanguageTag("eo"), Translations.none(), CREATED);
        TranslationsDelta taken = TranslationsDelta.between(Map.of("a", "1"), translations("b", "2"));
        assertThatThrownBy(
                        () -> change(binding, stores -> stores.languagePacks().insert(added)))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(
                        () -> change(binding, stores -> stores.languagePacks().rewrite(pack, taken)))
                .isInstanceOf(RuntimeException.class);
        catchThrowable(() -> change(binding, stores -> stores.languagePacks().update(renamed(pack, "eo"))));
        catchThrowable(() -> change(binding, stores -> stores.languagePacks().delete(pack.id())));
        assertThat(found(pack.id())).contains(pack);
        assertThat(texts(pack)).containsExactly(Map.entry("a", "1"));
    }

    @Test
    void listsOfLanguagePacksAreFilteredOrderedAndCut() {
        LanguagePack hu = planted("hu");
        LanguagePack huRo = renamed(keptIn(project, "eo"), "hu-RO");
        change(at(project), stores -> stores.languagePacks().update(huRo));
        LanguagePack en = keptIn(project, "en-US");
        keptIn(kept(project()), "hu");

        assertThat(list(List.of(), Optional.empty(), Optional.empty())).containsExactly(hu, huRo, en);
        assertThat(list(List.of(), order(LanguagePackColumn.NAME, false), Optional.empty()))
                .containsExactly(en, hu, huRo);
        assertThat(list(List.of(), order(LanguagePackColumn.NAME, true), Optional.of(new Page(1, 1))))
                .containsExactly(hu);
        assertThat(list(List.of(), order(LanguagePackColumn.UPDATED_AT, true), Optional.empty()))
                .containsExactly(huRo, en, hu);
        assertThat(list(List.of(), order(LanguagePackColumn.CREATED_AT, false), Optional.empty()))
                .containsExactly(hu, huRo, en);
        assertThat(list(
                        List.of(new Condition<>(LanguagePackColumn.NAME, Operator.CONTAINS, "HU")),
                        Optional.empty(),
                        Optional.empty()))
                .containsExactly(hu, huRo);
        assertThat(list(
                        List.of(new Condition<>(
                                LanguagePackColumn.ID, Operator.EQUALS, en.id().value())),
                        Optional.empty(),
                        Optional.empty()))
                .containsExactly(en);
        assertThat(list(
                        List.of(new Condition<>(LanguagePackColumn.UPDATED_AT, Operator.AFTER, CREATED)),
                        Optional.empty(),
                        Optional.empty()))
                .containsExactly(huRo);
    }

    private static <C> Optional<Order<C>> order(C column, boolean descending) {
        return Optional.of(new Order<>(column, descending));
    }

    private List<LanguagePack> list(
            List<Condition<LanguagePackColumn>> conditions,
            Optional<Order<LanguagePackColumn>> order,
            Optional<Page> page) {
        ListQuery<LanguagePackColumn> query = new ListQuery<>(conditions, order, page);
        List<LanguagePack> rows =
                read(PLATFORM, stores -> stores.languagePacks().listOf(project.id(), query));
        long count = read(PLATFORM, stores -> stores.languagePacks().countOf(project.id(), query));
        assertThat(count).isEqualTo(page.isPresent() ? 3 : rows.size());
        return rows;
    }

    @Test
    void textsOfManyLanguagePacksAreFilteredOrderedAndCutEachByItself() {
        LanguagePack hu = planted("hu", "b.two", "KETTŐ", "a.one", "egy", "b.three", "100%");
        LanguagePack en = keptIn(project, "en", "a.one", "one", "B.TWO", "two");
        LanguagePack none = keptIn(project, "eo");

        assertThat(listed(List.of(), Optional.empty(), Optional.empty(), hu, en, none))
                .containsExactly(List.of("a.one", "b.three", "b.two"), List.of("B.TWO", "a.one"), List.of());
        assertThat(listed(List.of(), order(TranslationColumn.KEY, true), Optional.of(new Page(1, 1)), hu, en, none))
                .containsExactly(List.of("b.three"), List.of("B.TWO"), List.of());
        assertThat(listed(
                        List.of(new Condition<>(TranslationColumn.KEY, Operator.CONTAINS, "B.")),
                        Optional.empty(),
                        Optional.empty(),
                        hu,
                        en))
                .containsExactly(List.of("b.three", "b.two"), List.of("B.TWO"));
        assertThat(listed(
                        List.of(new Condition<>(TranslationColumn.VALUE, Operator.CONTAINS, "kettő")),
                        Optional.empty(),
                        Optional.empty(),
                        hu,
                        en))
                .containsExactly(List.of("b.two"), List.of());
        assertThat(listed(
                        List.of(new Condition<>(TranslationColumn.VALUE, Operator.CONTAINS, "0%")),
                        Optional.empty(),
                        Optional.empty(),
                        hu))
                .containsExactly(List.of("b.three"));
    }

    private List<List<String>> listed(
            List<Condition<TranslationColumn>> conditions,
            Optional<Order<TranslationColumn>> order,
            Optional<Page> page,
            LanguagePack... packs) {
        List<LanguagePackId> ids = List.of(packs).stream().map(LanguagePack::id).toList();
        ListQuery<TranslationColumn> query = new ListQuery<>(conditions, order, page);
        Map<LanguagePackId, List<Translations.Entry>> lists =
                read(PLATFORM, stores -> stores.languagePacks().textsOf(ids, query));
        return IntStream.range(0, packs.length)
                .mapToObj(i -> lists.get(ids.get(i)).stream()
                        .map(Translations.Entry::key)
                        .toList())
                .toList();
    }
}
