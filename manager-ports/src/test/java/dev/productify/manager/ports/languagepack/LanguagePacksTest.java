package dev.productify.manager.ports.languagepack;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.FieldChange;
import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.languagepack.Translations.Entry;
import dev.productify.manager.domain.languagepack.TranslationsPatch;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LanguagePacksTest {
    private static final LanguageTag HU = new LanguageTag("hu");

    private final World world = new World();
    private final Project project = world.project("shop");
    private final Tenant tenant = world.tenant(project, "acme");
    private final LanguagePacks packs = world.useCases.languagePacks();
    private final Call editor = world.with(world.person("ed"), Place.of(project.id()), Role.EDITOR);
    private final Call viewer = world.with(world.person("vi"), Place.of(project.id()), Role.VIEWER);

    private static Translations texts(String... texts) {
        Translations.Builder builder = new Translations.Builder();
        for (int i = 0; i < texts.length; i += 2) {
            builder.add(texts[i], texts[i + 1]);
        }
        return builder.build();
    }

    private LanguagePack planted(String... texts) {
        return packs.create(editor, project.id(), HU, texts(texts));
    }

    private Map<String, String> content(LanguagePackId id) {
        LanguagePack pack = packs.find(viewer, id);
        Map<String, String> content = packs.exported(viewer, project.id(), pack.name());
        assertThat(pack.keys()).isEqualTo(content.size());
        assertThat(pack.bytes())
                .isEqualTo(texts(content.entrySet().stream()
                                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                                .toArray(String[]::new))
                        .bytes());
        return content;
    }

    @Test
    void aNewOneHasTheTextsThatItIsGiven() {
        LanguagePack pack = planted("login", "Belépés");

        assertThat(packs.find(viewer, pack.id())).isEqualTo(pack);
        assertThat(content(pack.id())).containsExactly(Map.entry("login", "Belépés"));
        assertThat(world.lastAudited().changes().fields())
                .containsEntry("name", new FieldChange(null, "hu"))
                .containsEntry("keys", new FieldChange(null, 1))
                .containsEntry("content", new FieldChange(null, told("login", "Belépés")));
    }

    private static List<Object> told(String key, String value) {
        return List.of(Map.of("Key", key, "Value", value));
    }

    @Test
    void aLanguageIsThereOnceInAProject() {
        LanguagePack hungarian = planted();
        LanguagePack english = packs.create(editor, project.id(), new LanguageTag("en"), Translations.none());
        LanguagePack.Change toHungarian = new LanguagePack.Change(Patch.set(new LanguageTag("HU")), Optional.empty());

        assertRefused(CONFLICT, () -> packs.create(editor, project.id(), new LanguageTag("HU"), Translations.none()));
        assertRefused(CONFLICT, () -> packs.update(editor, english.id(), toHungarian));

        assertThat(packs.list(viewer, project.id(), ListQuery.all())).containsExactly(hungarian, english);
        assertThat(packs.count(viewer, project.id(), ListQuery.all())).isEqualTo(2);
    }

    @Test
    void newContentTakesThePlaceOfAllThatWasThere() {
        LanguagePack pack = planted("a", "1", "b", "2", "c", "3");
        world.passes(Duration.ofMinutes(1));

        LanguagePack after =
                packs.replaceContent(editor, pack.id(), texts("b", "2", "c", "III", "d", "4"), Optional.of(1));

        assertThat(content(pack.id())).containsExactly(Map.entry("b", "2"), Map.entry("c", "III"), Map.entry("d", "4"));
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.updatedAt()).isEqualTo(world.instant());
        AuditEntry row = world.lastAudited();
        assertThat(row.changes().fields().keySet()).containsExactly("content");
        assertThat(row.metadata()).isEqualTo(Map.of("keysAdded", 1L, "keysChanged", 1L, "keysRemoved", 1L));
    }

    @Test
    void aPatchTouchesWhatItSpeaksOf() {
        LanguagePack pack = planted("a", "1", "b", "2", "c", "3");

        packs.patchContent(
                editor,
                pack.id(),
                TranslationsPatch.of(List.of(new Entry("b", "II")), List.of("c", "absent")),
                Optional.empty());

        assertThat(content(pack.id())).containsExactly(Map.entry("a", "1"), Map.entry("b", "II"));
        FieldChange told = world.lastAudited().changes().fields().get("content");
        assertThat(told.before())
                .isEqualTo(List.of(Map.of("Key", "b", "Value", "2"), Map.of("Key", "c", "Value", "3")));
        assertThat(told.after()).isEqualTo(told("b", "II"));
        assertThat(world.lastAudited().changes().fields()).containsEntry("keys", new FieldChange(3, 2));
    }

    @Test
    void whatSaysNothingNewWritesNothing() {
        LanguagePack pack = planted("a", "1");
        int rows = world.audited().size();

        packs.patchContent(
                editor, pack.id(), TranslationsPatch.of(List.of(new Entry("a", "1")), List.of("b")), Optional.empty());
        packs.replaceContent(editor, pack.id(), texts("a", "1"), Optional.empty());
        packs.importContent(editor, project.id(), HU, texts("a", "1"), ImportMode.REPLACE);
        packs.importContent(editor, project.id(), HU, Translations.none(), ImportMode.MERGE);
        packs.update(editor, pack.id(), new LanguagePack.Change(Patch.set(HU), Optional.of(1)));

        assertThat(packs.find(viewer, pack.id())).isEqualTo(pack);
        assertThat(world.audited()).hasSize(rows);
    }

    @Test
    void whatWasNotSeenIsNotOverwritten() {
        LanguagePack pack = planted("a", "1");
        packs.replaceContent(editor, pack.id(), texts("a", "2"), Optional.of(1));
        Optional<Integer> seen = Optional.of(1);
        int rows = world.audited().size();

        assertRefused(CONFLICT, () -> packs.replaceContent(editor, pack.id(), texts("a", "3"), seen));
        assertRefused(
                CONFLICT,
                () -> packs.patchContent(
                        editor, pack.id(), TranslationsPatch.of(List.of(new Entry("a", "3")), List.of()), seen));
        assertRefused(
                CONFLICT,
                () -> packs.update(editor, pack.id(), new LanguagePack.Change(Patch.set(new LanguageTag("en")), seen)));

        assertThat(content(pack.id())).containsExactly(Map.entry("a", "2"));
        assertThat(world.audited()).hasSize(rows);
    }

    @Test
    void anImportMakesReplacesOrMerges() {
        LanguagePacks.Imported made =
                packs.importContent(editor, project.id(), HU, texts("a", "1", "b", "2"), ImportMode.MERGE);
        LanguagePacks.Imported merged =
                packs.importContent(editor, project.id(), HU, texts("b", "II", "c", "3"), ImportMode.MERGE);
        assertThat(content(made.pack().id()))
                .containsExactly(Map.entry("a", "1"), Map.entry("b", "II"), Map.entry("c", "3"));
        LanguagePacks.Imported replaced =
                packs.importContent(editor, project.id(), HU, texts("c", "3"), ImportMode.REPLACE);

        assertThat(content(made.pack().id())).containsExactly(Map.entry("c", "3"));
        assertThat(Stream.of(made, merged, replaced).map(LanguagePacks.Imported::created))
                .containsExactly(true, false, false);
        assertThat(made.counts()).containsEntry("keysAdded", 2L);
        assertThat(merged.counts()).isEqualTo(Map.of("keysAdded", 1L, "keysChanged", 1L, "keysRemoved", 0L));
        assertThat(replaced.counts()).isEqualTo(Map.of("keysAdded", 0L, "keysChanged", 0L, "keysRemoved", 2L));
        assertThat(world.audited()).endsWith("create LanguagePack", "update LanguagePack", "update LanguagePack");
    }

    @Test
    void noMoreThan20000KeysComeTogetherByPatches() {
        Translations.Builder builder = new Translations.Builder();
        for (int i = 0; i < Translations.MOST_KEYS; i++) {
            builder.add("k" + i, "");
        }
        LanguagePack pack = packs.create(editor, project.id(), HU, builder.build());
        List<Entry> more = List.of(new Entry("more", ""));

        assertRefused(
                BAD_USER_INPUT,
                () -> packs.patchContent(editor, pack.id(), TranslationsPatch.of(more, List.of()), Optional.empty()));
        assertThat(packs.patchContent(editor, pack.id(), TranslationsPatch.of(more, List.of("k0")), Optional.empty())
                        .keys())
                .isEqualTo(Translations.MOST_KEYS);
    }

    @Test
    void contentIsListedByPagesAndNeverCutSilently() {
        Translations.Builder builder = new Translations.Builder();
        for (int i = 0; i < 1001; i++) {
            builder.add("k%04d".formatted(i), "");
        }
        LanguagePackId id =
                packs.create(editor, project.id(), HU, builder.build()).id();
        ListQuery<TranslationColumn> all = ListQuery.all();
        ListQuery<TranslationColumn> last =
                new ListQuery<>(List.of(), Optional.empty(), Optional.of(new Page(1000, 1000)));

        assertRefused(BAD_USER_INPUT, () -> packs.contentOf(viewer, List.of(id), all));
        assertThat(packs.contentOf(viewer, List.of(id), last).get(id)).containsExactly(new Entry("k1000", ""));
        packs.patchContent(editor, id, TranslationsPatch.of(List.of(), List.of("k0000")), Optional.empty());
        assertThat(packs.contentOf(viewer, List.of(id), all).get(id)).hasSize(1000);
        assertThat(packs.contentOf(world.person("stranger"), List.of(id), all).get(id))
                .isEmpty();
    }

    @Test
    void editorsOfTheProjectWriteViewersReadAndNobodyElse() {
        LanguagePack pack = planted("a", "1");
        Call ofTenant = world.with(world.person("ta"), tenant.place(), Role.ADMIN);
        Call machine = world.machine(tenant, "robot", Role.EDITOR);
        Call stranger = world.person("stranger");

        for (Consumer<Call> look : looksAt(pack.id())) {
            look.accept(viewer);
        }
        for (Call refused : List.of(ofTenant, machine)) {
            looksAtProject().forEach(look -> assertRefused(FORBIDDEN, () -> look.accept(refused)));
            writesToProject().forEach(write -> assertRefused(FORBIDDEN, () -> write.accept(refused)));
        }
        for (Call blind : List.of(ofTenant, machine, stranger)) {
            looksAt(pack.id()).forEach(look -> assertRefused(NOT_FOUND, () -> look.accept(blind)));
            writesTo(pack.id()).forEach(write -> assertRefused(NOT_FOUND, () -> write.accept(blind)));
        }
        looksAtProject().forEach(look -> assertRefused(NOT_FOUND, () -> look.accept(stranger)));
        writesToProject().forEach(write -> assertRefused(NOT_FOUND, () -> write.accept(stranger)));
        Stream.concat(writesToProject().stream(), writesTo(pack.id()).stream())
                .forEach(write -> assertRefused(FORBIDDEN, () -> write.accept(viewer)));
        assertThat(packs.find(viewer, pack.id())).isEqualTo(pack);
        writesToProject().forEach(write -> write.accept(editor));
        writesTo(pack.id()).forEach(write -> write.accept(editor));
        assertRefused(NOT_FOUND, () -> packs.find(viewer, pack.id()));
        assertRefused(NOT_FOUND, () -> packs.exported(viewer, project.id(), HU));
    }

    private List<Consumer<Call>> looksAtProject() {
        return List.of(
                call -> packs.list(call, project.id(), ListQuery.all()),
                call -> packs.count(call, project.id(), ListQuery.all()),
                call -> packs.exported(call, project.id(), HU));
    }

    private List<Consumer<Call>> looksAt(LanguagePackId id) {
        return List.of(call -> packs.find(call, id));
    }

    private List<Consumer<Call>> writesToProject() {
        return List.of(
                call -> packs.create(call, project.id(), new LanguageTag("en"), Translations.none()),
                call -> packs.importContent(call, project.id(), HU, texts("b", "2"), ImportMode.MERGE));
    }

    private List<Consumer<Call>> writesTo(LanguagePackId id) {
        TranslationsPatch patch = TranslationsPatch.of(List.of(), List.of("a"));
        LanguagePack.Change change = new LanguagePack.Change(Patch.set(new LanguageTag("de")), Optional.empty());
        return List.of(
                call -> packs.patchContent(call, id, patch, Optional.empty()),
                call -> packs.replaceContent(call, id, texts("c", "3"), Optional.empty()),
                call -> packs.update(call, id, change),
                call -> packs.delete(call, id));
    }
}
