package dev.productify.manager.rest.pilet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.pilet.PackageStore;
import dev.productify.manager.ports.testing.PlainPackage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a node: how many bytes of them there are, and what happens when somebody changes one. */
class ContentCacheTest {
    private static final ProjectId PROJECT = new ProjectId(new UUID(1, 1));
    private static final int PIECE = PackageStore.PIECE_BYTES;

    @TempDir
    Path folder;

    private final Map<ContentHash, byte[]> database = new HashMap<>();
    private final List<ContentHash> fetched = new ArrayList<>();
    private final List<ContentHash> damaged = new ArrayList<>();

    private ContentCache cache(long mostBytes) {
        return new ContentCache(folder, mostBytes, this::piece, damaged::add);
    }

    private Optional<byte[]> piece(ProjectId project, ContentHash content, int number) {
        fetched.add(content);
        return Optional.ofNullable(database.get(content))
                .map(bytes -> Arrays.copyOfRange(bytes, number * PIECE, Math.min(bytes.length, (number + 1) * PIECE)));
    }

    private ContentHash content(int length) {
        byte[] noise = new byte[length];
        new Random(database.size()).nextBytes(noise);
        ContentHash hash = PlainPackage.hash(noise);
        database.put(hash, noise);
        return hash;
    }

    private byte[] read(ContentCache cache, ContentHash hash, int first) throws IOException {
        try (InputStream bytes =
                cache.open(PROJECT, hash, database.get(hash).length, first).orElseThrow()) {
            return bytes.readAllBytes();
        }
    }

    private void assertServed(ContentCache cache, ContentHash hash) throws IOException {
        assertThat(Arrays.equals(read(cache, hash, 0), database.get(hash))).isTrue();
    }

    private void damage(ContentHash hash, long at) throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve(hash.hex()), StandardOpenOption.WRITE)) {
            byte was = database.get(hash)[(int) at];
            file.write(java.nio.ByteBuffer.wrap(new byte[] {(byte) (was ^ 1)}), at);
        }
    }

    private List<String> files() {
        return Arrays.stream(folder.toFile().list()).sorted().toList();
    }

    @Test
    void contentsOfAllLengthsAreServedFromAnywhereAndFetchedOnce() throws Exception {
        ContentCache cache = cache(Long.MAX_VALUE);
        for (int length : new int[] {0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE}) {
            ContentHash hash = content(length);
            assertServed(cache, hash);
            int before = fetched.size();
            for (int first : new int[] {0, 1, PIECE - 1, PIECE, PIECE + 1, length - 1, length}) {
                if (first >= 0 && first <= length) {
                    byte[] rest = Arrays.copyOfRange(database.get(hash), first, length);
                    assertThat(Arrays.equals(read(cache, hash, first), rest))
                            .as(length + " from " + first)
                            .isTrue();
                }
            }
            assertThat(fetched).hasSize(before);
        }
    }

    @Test
    void asMuchAsThereMayBeIsKeptAndWithOneByteMoreTheLeastRecentGoes() throws Exception {
        ContentCache cache = cache(300);
        ContentHash first = content(100);
        ContentHash second = content(100);
        ContentHash third = content(100);
        for (ContentHash hash : List.of(first, second, third, first)) {
            assertServed(cache, hash);
        }
        assertThat(fetched).containsExactly(first, second, third);

        assertServed(cache, content(1));
        assertThat(files()).hasSize(3).doesNotContain(second.hex());
        assertServed(cache, first);
        assertServed(cache, third);
        assertThat(fetched).hasSize(4);
        assertServed(cache, second);
        assertThat(fetched).hasSize(5);
    }

    @Test
    void whatIsLongerThanAllThereMayBeIsServedAndGoesWithTheNext() throws Exception {
        ContentCache cache = cache(300);
        ContentHash most = content(300);
        ContentHash over = content(301);

        assertServed(cache, most);
        assertServed(cache, over);
        assertThat(files()).containsExactly(over.hex());
        ContentHash next = content(1);
        assertServed(cache, next);
        assertThat(files()).containsExactly(next.hex());
    }

    @Test
    void aDamagedFileIsFoundByItsHashNotServedAndFetchedAnew() throws Exception {
        ContentCache cache = cache(Long.MAX_VALUE);
        ContentHash hash = content(3 * PIECE);
        for (long at : new long[] {0, PIECE + 5, 3L * PIECE - 1}) {
            assertServed(cache, hash);
            damage(hash, at);
            damaged.clear();

            assertServed(cache, hash);
            assertThat(damaged).containsExactly(hash);
            assertThat(files()).isEmpty();
        }
        assertServed(cache, hash);
        assertThat(files()).containsExactly(hash.hex());
    }

    @Test
    void aFileThatWasCutOrRemovedIsFetchedAnew() throws Exception {
        ContentCache cache = cache(Long.MAX_VALUE);
        ContentHash hash = content(2 * PIECE);
        assertServed(cache, hash);

        try (FileChannel file = FileChannel.open(folder.resolve(hash.hex()), StandardOpenOption.WRITE)) {
            file.truncate(PIECE + 1);
        }
        assertServed(cache, hash);
        assertThat(damaged).containsExactly(hash);
        assertServed(cache, hash);
        Files.delete(folder.resolve(hash.hex()));
        assertServed(cache, hash);
        assertThat(damaged).hasSize(1);
    }

    @Test
    void aPartThatIsSoundIsServedFromADamagedFile() throws Exception {
        ContentCache cache = cache(Long.MAX_VALUE);
        ContentHash hash = content(2 * PIECE);
        assertServed(cache, hash);
        damage(hash, 0);

        assertThat(read(cache, hash, PIECE)).hasSize(PIECE);
        assertThat(damaged).isEmpty();
    }

    @Test
    void whatIsWrongInTheDatabaseIsNeitherKeptNorServed() throws Exception {
        ContentCache cache = cache(Long.MAX_VALUE);
        ContentHash hash = content(PIECE + 1);
        byte[] right = database.get(hash);
        byte[] wrong = right.clone();
        wrong[PIECE]++;
        database.put(hash, wrong);

        assertThatThrownBy(() -> cache.open(PROJECT, hash, PIECE + 1, 0)).hasMessageContaining("not what it was");
        assertThat(files()).isEmpty();
        database.put(hash, right);
        assertServed(cache, hash);
        damage(hash, 0);
        wrong[0]++;
        database.put(hash, wrong);
        assertThatThrownBy(() -> cache.open(PROJECT, hash, PIECE + 1, 0)).hasMessageContaining("not what it was");
    }

    @Test
    void whatIsGoneIsAbsentAndAnEarlierRunLeavesNothing() throws Exception {
        Files.writeString(folder.resolve("partial-1"), "left");
        ContentCache cache = cache(300);

        assertThat(files()).isEmpty();
        assertThat(cache.open(PROJECT, PlainPackage.hash(new byte[] {1}), 1, 0)).isEmpty();
    }
}
