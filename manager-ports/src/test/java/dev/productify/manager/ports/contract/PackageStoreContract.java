package dev.productify.manager.ports.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.PackageFile;
import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.pilet.PiletId;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.pilet.PackageStore;
import dev.productify.manager.ports.testing.PlainPackage;
import dev.productify.manager.ports.tx.Binding;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@link PackageStore} promises. */
public abstract class PackageStoreContract extends StoreContract {
    private final Project project = project();

    private static byte[] noise(int length, long seed) {
        byte[] noise = new byte[length];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    private PlainPackage planted(PlainPackage content) {
        change(at(project), stores -> stores.packages().keep(project.id(), content));
        return content;
    }

    private List<PiletPackage> packages(Binding binding, ContentHash hash) {
        return read(binding, stores -> stores.packages().find(project.id(), List.of(hash)));
    }

    private List<PackageFile> files(Binding binding, ContentHash hash) {
        return read(binding, stores -> stores.packages().filesOf(project.id(), hash));
    }

    private Optional<byte[]> content(Project of, ContentHash hash) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int number = 0; ; number++) {
            int next = number;
            Optional<byte[]> piece = read(PLATFORM, stores -> stores.packages().piece(of.id(), hash, next));
            if (piece.isEmpty()) {
                return number == 0 ? Optional.empty() : Optional.of(bytes.toByteArray());
            }
            assertThat(piece.get().length).isLessThanOrEqualTo(PackageStore.PIECE_BYTES);
            bytes.writeBytes(piece.get());
        }
    }

    private void assertHas(Project of, byte[]... contents) {
        for (byte[] content : contents) {
            assertThat(content(of, PlainPackage.hash(content)))
                    .hasValueSatisfying(
                            kept -> assertThat(Arrays.equals(kept, content)).isTrue());
        }
    }

    private void assertHasNot(Project of, byte[]... contents) {
        for (byte[] content : contents) {
            assertThat(content(of, PlainPackage.hash(content))).isEmpty();
        }
    }

    @Test
    void keepingTellsWhetherTheProjectHadItNot() {
        kept(project);
        PlainPackage content = PlainPackage.of("a", "1.0.0", "main");

        boolean first = write(at(project), stores -> stores.packages().keep(project.id(), content));
        boolean again = write(at(project), stores -> stores.packages().keep(project.id(), content));

        assertThat(first).isTrue();
        assertThat(again).isFalse();
    }

    @Test
    void contentsOfAllLengthsComeBackAsTheyWere() {
        kept(project);
        int piece = PackageStore.PIECE_BYTES;
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("dist/index.js", "main".getBytes(UTF_8));
        for (int length : new int[] {0, 1, piece - 1, piece, piece + 1, 2 * piece, 3 * piece + 7}) {
            files.put("of/" + length, noise(length, length));
        }
        files.put("same", noise(piece + 1, piece + 1));
        PlainPackage content = planted(PlainPackage.of("a", "1.0.0", files));

        assertHas(project, files.values().toArray(byte[][]::new));
        assertHas(project, content.archive());
        assertThat(packages(PLATFORM, content.facts().hash())).containsExactly(content.facts());
        assertThat(files(at(project), content.facts().hash()))
                .containsExactlyElementsOf(content.files().stream()
                        .sorted(Comparator.comparing(
                                (PackageFile file) -> file.path().value()))
                        .toList());
    }

    @Test
    void thousandsOfShortFilesAreKept() {
        kept(project);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("dist/index.js", "main".getBytes(UTF_8));
        for (int i = 1; i < 5_000; i++) {
            files.put("file" + i, ("content " + i).getBytes(UTF_8));
        }
        PlainPackage content = planted(PlainPackage.of("a", "1.0.0", files));

        assertThat(files(PLATFORM, content.facts().hash())).hasSize(5_000);
        assertHas(project, "content 1".getBytes(UTF_8), "content 4999".getBytes(UTF_8));
    }

    @Test
    void equalContentsAreKeptOnceAndGoWithTheLastPackageThatHasThem() {
        kept(project);
        byte[] shared = noise(1_000, 1);
        byte[] mine = noise(1_000, 2);
        byte[] main = "main".getBytes(UTF_8);
        PlainPackage one =
                planted(PlainPackage.of("a", "1.0.0", Map.of("dist/index.js", main, "shared", shared, "mine", mine)));
        PlainPackage two = planted(PlainPackage.of("a", "1.0.1", Map.of("dist/index.js", main, "other", shared)));
        planted(one);

        remove(one);
        assertHasNot(project, mine, one.archive());
        assertHas(project, shared, main, two.archive());
        assertThat(files(PLATFORM, one.facts().hash())).isEmpty();
        remove(two);
        assertHasNot(project, shared, main, two.archive());
    }

    private void remove(PlainPackage content) {
        change(
                at(project),
                stores -> stores.packages()
                        .removeUnused(
                                project.id(),
                                content.facts().name(),
                                content.facts().version()));
    }

    private int removeRetired(Instant before, int most) {
        return write(PLATFORM, stores -> stores.packages().removeRetired(before, most));
    }

    private void retire(PlainPackage content, Instant since) {
        change(
                at(project),
                stores -> stores.packages().retire(project.id(), content.facts().hash(), since));
    }

    @Test
    void whatWasRetiredStaysUntilItIsOldAndIsKeptAgainAnew() {
        kept(project);
        byte[] shared = noise(1_000, 1);
        byte[] mine = noise(1_000, 2);
        PlainPackage first = planted(PlainPackage.of("a", "1.0.0", Map.of("dist/index.js", mine, "shared", shared)));
        PlainPackage second = planted(PlainPackage.of("a", "1.0.0", Map.of("dist/index.js", shared)));
        PlainPackage third = planted(PlainPackage.of("b", "1.0.0", "main"));
        Pilet pilet = Pilet.create(new PiletId(newId()), project.id(), second.facts(), Optional.empty(), CREATED);
        change(at(project), stores -> stores.pilets().insert(pilet));
        retire(first, CREATED);
        retire(second, CREATED); // a pilet is made of it
        retire(third, LATER);

        assertThat(removeRetired(CREATED, 10)).isZero();
        assertHas(project, mine, first.archive());
        planted(first);
        assertThat(removeRetired(LATER, 10)).isZero();
        retire(first, CREATED);
        assertThat(removeRetired(LATER.plusMillis(1), 1)).isOne();
        assertHasNot(project, mine, first.archive());
        assertHas(project, shared, second.archive(), third.archive());
        assertThat(removeRetired(LATER.plusMillis(1), 10)).isOne();
        assertHasNot(project, third.archive());
        assertHas(project, shared, second.archive());
    }

    @Test
    void aVersionGoesWithAllPackagesThatItEverHad() {
        kept(project);
        PlainPackage former = planted(PlainPackage.of("a", "1.0.0", "former"));
        PlainPackage present = planted(PlainPackage.of("a", "1.0.0", "present"));
        PlainPackage other = planted(PlainPackage.of("a", "1.0.1", "other"));
        retire(former, CREATED);

        remove(present);

        assertHasNot(project, former.archive(), present.archive());
        assertHas(project, other.archive());
    }

    @Test
    void whatAPiletIsMadeOfStays() {
        kept(project);
        PlainPackage content = planted(PlainPackage.of("a", "1.0.0", "main"));
        Pilet pilet = Pilet.create(new PiletId(newId()), project.id(), content.facts(), Optional.empty(), CREATED);
        change(at(project), stores -> stores.pilets().insert(pilet));

        remove(content);
        assertHas(project, content.archive(), "main".getBytes(UTF_8));
        change(at(project), stores -> stores.pilets().delete(pilet.id()));
        remove(content);
        assertHasNot(project, content.archive(), "main".getBytes(UTF_8));
    }

    @Test
    void projectsShareNothing() {
        kept(project);
        Project other = kept(project());
        PlainPackage content = planted(PlainPackage.of("a", "1.0.0", "main"));

        assertHasNot(other, content.archive());
        change(at(other), stores -> stores.packages().keep(other.id(), content));
        remove(content);
        assertHas(other, content.archive());
    }

    @Test
    void aPackageThatIsReadWrongLeavesNothing() {
        kept(project);
        PlainPackage content = PlainPackage.of("a", "1.0.0", "main");
        Map<String, byte[]> files = Map.of("dist/index.js", "main".getBytes(UTF_8));

        assertThatThrownBy(() -> change(at(project), stores -> {
                    stores.packages().keep(project.id(), PlainPackage.of("a", "1.0.0", files));
                    throw new IllegalStateException("the connection broke");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(packages(PLATFORM, content.facts().hash())).isEmpty();
        assertHasNot(project, content.archive(), "main".getBytes(UTF_8));
    }

    @Test
    void nobodySeesAnyFromBelowOrFromElsewhere() {
        kept(project);
        PlainPackage content = planted(PlainPackage.of("a", "1.0.0", "main"));
        Tenant tenant = kept(tenant(project));
        Binding member = new Binding.Reach(principal(keptMember(Place.of(project.id()), Role.ADMIN)));
        ContentHash hash = content.facts().hash();

        for (Binding stranger : List.of(at(tenant.place()), at(kept(project())), member)) {
            assertThat(packages(stranger, hash)).as(stranger.toString()).isEmpty();
            assertThat(files(stranger, hash)).isEmpty();
            assertFound(read(stranger, stores -> stores.packages().piece(project.id(), hash, 0)))
                    .isEmpty();
            assertThatThrownBy(() -> change(
                            stranger,
                            stores -> stores.packages().keep(project.id(), PlainPackage.of("b", "1.0.0", "main"))))
                    .isInstanceOf(RuntimeException.class);
        }
        assertHas(project, content.archive());
    }
}
