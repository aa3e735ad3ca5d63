package dev.productify.manager.ports.catalogue;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a sample calls the things of a fixture. Some of them can be made absent: then their ids and slugs are such as
 * nothing has. Remembers which things were named, and how.
 */
public final class Names {
    private final Fixture fixture;
    private final Caller caller;
    private final Set<? extends Thing> absent;
    private final Map<String, Thing> used = new LinkedHashMap<>();

    Names(Fixture fixture, Caller caller, Set<? extends Thing> absent) {
        this.fixture = fixture;
        this.caller = caller;
        this.absent = absent;
    }

    public String id(Thing thing) {
        UUID id = absent.contains(thing) ? UUID.randomUUID() : fixture.id(thing);
        return use(id.toString(), thing);
    }

    /** The id of what answers to whoever asks, so that nothing is hidden by its absence. */
    public String publicId(Thing thing) {
        return fixture.id(thing).toString();
    }

    /** The id of something that belongs to who asks; of nothing for callers who cannot own anything. */
    public String own(String what) {
        Thing thing = new Thing.OfCaller(caller, what);
        return fixture.has(thing) ? id(thing) : use(UUID.randomUUID().toString(), thing);
    }

    public String slug(Spot spot) {
        String slug =
                absent.contains(spot) ? "absent-" + UUID.randomUUID().toString().substring(0, 8) : fixture.slug(spot);
        return use(slug, spot);
    }

    /** A word that is in the names of all projects of this fixture and in no other. */
    public String mark() {
        return fixture.mark();
    }

    /** By what a machine user proves itself: its username and its token. */
    public Map<String, String> credentials(MachineUserThing robot) {
        String username = robot.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "-" + fixture.mark();
        return Map.of("username", username, "token", fixture.secret(robot));
    }

    /** The token of a caller who has one. */
    public String token(Caller caller) {
        return fixture.person(caller).authorization().orElseThrow().substring("Bearer ".length());
    }

    /** A word that nothing is called yet. */
    public String fresh(String word) {
        return word + "-" + fixture.mark();
    }

    /** Who asks. */
    public Caller caller() {
        return caller;
    }

    private String use(String name, Thing thing) {
        used.put(name, thing);
        return name;
    }

    /** What was named until now: names with their things. */
    public Map<String, Thing> used() {
        return Map.copyOf(used);
    }

    /** For a sample that asks for what is there. */
    static Set<Spot> nothing() {
        return EnumSet.noneOf(Spot.class);
    }
}
