package dev.productify.manager.ports.pilet;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.PackageFile;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.pilet.ServedVersions;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.settings.EffectiveFrontend;
import dev.productify.manager.ports.settings.EffectiveFrontends;
import dev.productify.manager.ports.shared.PublishedBytes;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What frontends are given, whoever asks: which pilets to load, and the files of their packages (contract P2). What there is
 * to load is answered from memory, and so is where the files are; their bytes are fetched in pieces.
 */
public final class PublicPilets {
    /** About how many bytes feeds take together, ready to be sent. */
    static final long MOST_IN_FEEDS = 32L * 1024 * 1024;

    /** How many files are known by name, over all packages. */
    static final long MOST_FILES = 50_000;

    /** How many bytes of files are kept in memory. */
    static final long MOST_IN_MEMORY = 32L * 1024 * 1024;

    /** Of a file, in bytes. */
    public static final int LONGEST_IN_MEMORY = 2 * 1024 * 1024;

    private static final Binding PLATFORM = new Binding.Platform("pilets for frontends");

    private final Transactions transactions;
    private final ReadModel<ApplicationId, PiletFeed> feeds;
    private final ReadModel<Key, Listing> listings;
    private final ReadModel<ContentKey, PublishedBytes> contents;

    /** A node makes it once. */
    public PublicPilets(Transactions transactions) {
        this.transactions = requireNonNull(transactions, "transactions");
        this.feeds = new ReadModel<>(
                "pilet_feeds",
                MOST_IN_FEEDS,
                PiletFeed::weight,
                transactions.changes(),
                id -> look(stores -> feed(stores, id)),
                (id, feed) -> outdating(feed));
        this.listings = new ReadModel<>(
                "pilet_files",
                MOST_FILES,
                listing -> 1L + listing.files().size(),
                transactions.changes(),
                key -> look(stores -> listing(stores, key)),
                (key, listing) -> Set.of(Change.ofPilets(key.project())));
        this.contents = new ReadModel<>(
                "pilet_contents",
                MOST_IN_MEMORY,
                bytes -> 200 + bytes.weight(),
                transactions.changes(),
                this::content,
                // What goes by its hash never changes.
                (key, bytes) -> Set.of());
    }

    private record ContentKey(ProjectId project, ContentHash hash, int size) {}

    private record Key(ProjectId project, String hash) {}

    private record Listing(String name, String version, Map<String, PackageFile> files) {}

    /** What an application's frontend is to load; empty when there is no such application. */
    public Optional<PiletFeed> feed(ApplicationId application) {
        return feeds.get(application);
    }

    /**
     * A file of a version's package.
     *
     * @param hash of the package
     * @param path in the package
     * @return empty when the version has no such package, or that no such file
     */
    public Optional<PackageFile> file(ProjectId project, String name, String version, String hash, String path) {
        return listings.get(new Key(project, hash))
                .filter(listing ->
                        listing.name().equals(name) && listing.version().equals(version))
                .map(listing -> listing.files().get(path));
    }

    /**
     * A content that is short enough to be kept in memory.
     *
     * @param size in bytes, at most {@link #LONGEST_IN_MEMORY}
     * @return empty when it is gone
     */
    public Optional<PublishedBytes> shortContent(ProjectId project, ContentHash hash, long size) {
        return contents.get(new ContentKey(project, hash, (int) size));
    }

    private Optional<PublishedBytes> content(ContentKey key) {
        byte[] content = new byte[key.size()];
        int filled = 0;
        for (int number = 0; filled < content.length; number++) {
            Optional<byte[]> piece = piece(key.project(), key.hash(), number);
            if (piece.isEmpty()) {
                return Optional.empty();
            }
            System.arraycopy(piece.get(), 0, content, filled, piece.get().length);
            filled += piece.get().length;
        }
        key.hash().requireOf(content);
        return Optional.of(PublishedBytes.of(content));
    }

    /** As {@link PackageStore#piece}. */
    public Optional<byte[]> piece(ProjectId project, ContentHash content, int number) {
        return look(stores -> stores.packages().piece(project, content, number));
    }

    private static Optional<PiletFeed> feed(Stores stores, ApplicationId id) {
        return EffectiveFrontends.load(stores, id).map(frontend -> feed(stores, frontend));
    }

    private static PiletFeed feed(Stores stores, EffectiveFrontend frontend) {
        ProjectId project = frontend.place().project();
        List<ServedVersions.Version> enabled =
                stores.pilets().enabledOf(List.of(project)).getOrDefault(project, List.of());
        List<ServedVersions.Version> served = ServedVersions.of(enabled, frontend.enabledModules());
        Map<ContentHash, PiletPackage> packages = served.isEmpty()
                ? Map.of()
                : stores
                        .packages()
                        .find(
                                project,
                                served.stream()
                                        .map(ServedVersions.Version::hash)
                                        .toList())
                        .stream()
                        .collect(Collectors.toMap(PiletPackage::hash, Function.identity()));
        PiletConfig config = new PiletConfig(
                frontend.keyValuePairs().orElse(List.of()),
                served.stream().map(ServedVersions.Version::name).toList());
        return new PiletFeed(
                frontend.place(),
                served.stream()
                        // Reads see what is committed at each statement: a package can be gone meanwhile.
                        .filter(one -> packages.containsKey(one.hash()))
                        .map(one -> new PiletFeed.Item(packages.get(one.hash()), config.of(one.name())))
                        .toList());
    }

    private static Set<Change> outdating(PiletFeed feed) {
        Set<Change> changes = new HashSet<>(EffectiveFrontends.outdating(feed.place()));
        changes.add(Change.ofPilets(feed.place().project()));
        return changes;
    }

    private static Optional<Listing> listing(Stores stores, Key key) {
        if (!ContentHash.isOne(key.hash())) {
            return Optional.empty();
        }
        ContentHash hash = new ContentHash(key.hash());
        return stores.packages().find(key.project(), List.of(hash)).stream()
                .findFirst()
                .map(found -> new Listing(
                        found.name().value(),
                        found.version().value(),
                        stores.packages().filesOf(key.project(), hash).stream()
                                .collect(Collectors.toMap(file -> file.path().value(), Function.identity()))));
    }

    private <R> R look(Function<Stores, R> work) {
        return transactions.read(door -> new Admission<>(PLATFORM, null), (stores, nothing) -> work.apply(stores));
    }

    /** For metrics. */
    public List<ReadModel<?, ?>> models() {
        return List.of(feeds, listings, contents);
    }
}
