package dev.productify.manager.rest.pilet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.pilet.PackageLimits;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.job.PeriodicJob;
import dev.productify.manager.ports.pilet.PublicPilets;
import dev.productify.manager.ports.pilet.ReplacedPackages;
import dev.productify.manager.ports.testing.NpmPackage;
import dev.productify.manager.ports.testing.PlainPackage;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.rest.HeadRequests;
import dev.productify.manager.rest.Problems;
import dev.productify.manager.rest.idempotency.IdempotentPosts;
import io.javalin.Javalin;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packages in and out, the feed and its files, on use cases in memory. */
@Timeout(60)
class PiletRoutesTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String ORIGIN = "https://manager.example.com";

    /** Uploads are small here; that the limits hold on both sides is in the tests of what reads them. */
    private static final PackageLimits LIMITS = new PackageLimits(3_000_000, 3_000_000, 5_000, 100, 3_000_000);

    @TempDir
    Path folder;

    private final World world = new World();
    private final Project project = world.project("shop");
    private final Application application = world.application(world.tenant(project, "acme"), "web");
    private final Call viewer = world.with(world.person("viewer"), Place.of(project.id()), Role.VIEWER);
    private Javalin javalin;

    @BeforeEach
    void start() {
        Map<String, Call> callers = Map.of("admin", world.admin, "viewer", viewer);
        PublicPilets pilets = world.useCases.publicPilets();
        PiletFiles files = new PiletFiles(folder, PiletFiles.MOST_CACHED_BYTES, pilets::piece, LIMITS);
        javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            new Problems().register(config.routes);
            new PublicPiletRoutes(pilets, files, Optional.of(ORIGIN), context -> "none").register(config.routes);
            new PiletRoutes(
                            world.useCases.pilets(),
                            files,
                            context -> callers.get(context.header("Authorization")),
                            context -> callers.get(context.header("Authorization")),
                            new IdempotentPosts(world.idempotentRequests()))
                    .register(config.routes);
        });
        HeadRequests.answer(javalin);
        javalin.start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() throws Exception {
        javalin.stop();
        try (Stream<Path> left = Files.list(folder.resolve("uploads"))) {
            assertThat(left).isEmpty();
        }
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + javalin.port() + path))
                .header("Authorization", "admin");
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private HttpResponse<byte[]> post(String path, String form) throws Exception {
        return send(at(path).header("Content-Type", NpmPackage.FORM_TYPE)
                .POST(BodyPublishers.ofByteArray(form.getBytes(ISO_8859_1))));
    }

    private HttpResponse<byte[]> publish(byte[] archive) throws Exception {
        return post("/pilets/" + project.id().value(), NpmPackage.asForm(archive));
    }

    private String version(String name, String version) {
        return "/pilets/" + project.id().value() + "/" + name + "/" + version;
    }

    private void assertRefused(HttpResponse<byte[]> answer, int status, String code, String why) {
        assertThat(text(answer))
                .as(Integer.toString(answer.statusCode()))
                .contains("\"code\":\"" + code + "\"")
                .contains(why);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(world.audited()).doesNotContain("create PiletPackage", "update PiletPackage");
    }

    private HttpResponse<byte[]> publish(byte[] archive, String key, String... fields) throws Exception {
        return send(at("/pilets/" + project.id().value())
                .header("Content-Type", NpmPackage.FORM_TYPE)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofByteArray(
                        NpmPackage.asForm(archive, String.join("", fields)).getBytes(ISO_8859_1))));
    }

    @Test
    void anUploadThatIsRepeatedWithItsKeyIsAnsweredAsBefore() throws Exception {
        byte[] archive = NpmPackage.of("pilet", "1.0.0", "main");

        HttpResponse<byte[]> first = publish(archive, "\"one\"");
        HttpResponse<byte[]> again = publish(archive, "one");

        assertThat(first.statusCode()).as(text(first)).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(text(again)).isEqualTo(text(first));
        assertThat(header(again, "Content-Type")).isEqualTo(header(first, "Content-Type"));
        assertThat(header(again, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(first, "Idempotent-Replayed")).isEmpty();
        assertThat(header(again, "Idempotent-Replayed")).isEqualTo("true");
        assertThat(world.audited()).containsOnlyOnce("create PiletPackage");
        // Without the key, and with another one, the version is there already.
        assertThat(text(publish(archive))).contains("\"code\":\"CONFLICT\"");
        HttpResponse<byte[]> refused = publish(archive, "two");
        HttpResponse<byte[]> refusedAgain = publish(archive, "two");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refusedAgain.statusCode()).isEqualTo(409);
        assertThat(text(refusedAgain)).isEqualTo(text(refused)).contains("\"message\":");
        assertThat(header(refusedAgain, "Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void aKeyIsForOneFileWithOneDescriptionAtOneAddress() throws Exception {
        byte[] archive = NpmPackage.of("pilet", "1.0.0", "main");
        publish(archive, "one");

        for (HttpResponse<byte[]> other : List.of(
                publish(NpmPackage.of("pilet", "1.0.1", "main"), "one"),
                publish(archive, "one", NpmPackage.field("description", "Other")),
                send(at(version("pilet", "1.0.0"))
                        .header("Content-Type", NpmPackage.FORM_TYPE)
                        .header("Idempotency-Key", "one")
                        .POST(BodyPublishers.ofByteArray(
                                NpmPackage.asForm(archive).getBytes(ISO_8859_1)))))) {
            assertThat(other.statusCode()).isEqualTo(409);
            assertThat(text(other)).contains("was used for another request");
        }
    }

    @Test
    void aKeyThatIsNoneIsRefusedBeforeAnythingHappens() throws Exception {
        assertRefused(
                publish(NpmPackage.of("pilet", "1.0.0", "main"), "k".repeat(256)), 400, "BAD_USER_INPUT", "1 to 255");
    }

    @Test
    void aPackageIsUploadedListedDownloadedAndDeleted() throws Exception {
        byte[] archive = NpmPackage.of("@my-org/my-pilet", "1.0.0", "main");
        String path = version("@my-org/my-pilet", "1.0.0");

        HttpResponse<byte[]> made = post(path, NpmPackage.asForm(archive, NpmPackage.field("description", "Első")));
        assertThat(made.statusCode()).as(text(made)).isEqualTo(200);
        JsonNode body = new ObjectMapper().readTree(made.body());
        String hash = PlainPackage.hash(archive).integrity();
        assertThat(body.propertyStream().map(Map.Entry::getKey))
                .containsExactly("id", "name", "version", "size", "hash", "enabled");
        assertThat(body.get("hash").textValue()).isEqualTo(hash);
        assertThat(text(send(at("/pilets/" + project.id().value() + "?enabled=true"))))
                .contains("\"description\":\"Első\"", "\"count\":1", "\"createdAt\":\"2026-01-31T12:00:00Z\"");
        assertThat(text(send(at("/pilets/" + project.id().value() + "?enabled=false"))))
                .isEqualTo("{\"packages\":[],\"count\":0}");

        HttpResponse<byte[]> again = post(path, NpmPackage.asForm(archive));
        assertThat(text(again)).isEqualTo(text(made));
        assertThat(world.lastAudited().action().word()).isEqualTo("create");

        HttpResponse<byte[]> download = send(at(path));
        assertThat(download.body()).isEqualTo(archive);
        assertThat(header(download, "Content-Type")).isEqualTo("application/gzip");
        assertThat(header(download, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"@my-org/my-pilet-1.0.0.tgz\"");
        HttpResponse<byte[]> part = send(at(path).header("Range", "bytes=2-5"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(archive, 2, 6));
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 2-5/" + archive.length);
        assertThat(send(at(path).header("Range", "bytes=999999-")).statusCode()).isEqualTo(416);
        assertThat(send(at(path).header("If-None-Match", header(download, "ETag")))
                        .statusCode())
                .isEqualTo(304);

        assertThat(text(send(at(path).DELETE()))).isEqualTo("{\"success\":true}");
        assertThat(send(at(path)).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsThereIsReplacedUnderItsAddressAndRefusedToTools() throws Exception {
        publish(NpmPackage.of("my-pilet", "1.0.0", "first"));
        byte[] second = NpmPackage.of("my-pilet", "1.0.0", "second");

        HttpResponse<byte[]> refused = publish(second);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(text(refused)).contains("\"message\":\"The project has my-pilet 1.0.0 already");

        HttpResponse<byte[]> replaced = post(version("my-pilet", "1.0.0"), NpmPackage.asForm(second));
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(send(at(version("my-pilet", "1.0.0"))).body()).isEqualTo(second);
        assertThat(world.lastAudited().action().word()).isEqualTo("update");
    }

    @Test
    void formsWithoutAPackageAreRefused() throws Exception {
        String end = "------boundary-of-the-form--\r\n";
        String path = "/pilets/" + project.id().value();

        assertRefused(post(path, NpmPackage.field("other", "x") + end), 400, "BAD_USER_INPUT", "no field file");
        assertRefused(post(path, "nothing of a form"), 400, "BAD_REQUEST", "ended too early");
        assertRefused(
                send(at(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}"))),
                400,
                "BAD_USER_INPUT",
                "multipart/form-data");
        assertRefused(publish("PK\u0003\u0004 a zip".getBytes(ISO_8859_1)), 400, "BAD_USER_INPUT", "no npm package");
        assertRefused(publish(NpmPackage.gzip("no tar".getBytes(UTF_8))), 400, "BAD_USER_INPUT", "");
        assertRefused(
                publish(new NpmPackage().file("package/index.js", "x").tgz()),
                400,
                "BAD_USER_INPUT",
                "no package.json");
        byte[] whole = NpmPackage.of("a", "1.0.0", "x".repeat(10_000));
        assertRefused(publish(Arrays.copyOf(whole, whole.length / 2)), 400, "BAD_USER_INPUT", "");
    }

    @Test
    void namesAndVersionsMustBeSoundAndTheSameAsInTheAddress() throws Exception {
        String form = NpmPackage.asForm(NpmPackage.of("my-pilet", "1.0.0", "main"));

        assertRefused(post(version("other", "1.0.0"), form), 400, "BAD_USER_INPUT", "both must name the same");
        assertRefused(post(version("my-pilet", "1.0.1"), form), 400, "BAD_USER_INPUT", "both must name the same");
        assertRefused(post(version("my-pilet", "1.0"), form), 400, "BAD_USER_INPUT", "semantic version");
        assertRefused(publish(NpmPackage.of("my-pilet", "v1", "x")), 400, "BAD_USER_INPUT", "semantic version");
        assertRefused(publish(NpmPackage.of("../evil", "1.0.0", "x")), 400, "BAD_USER_INPUT", "npm package");
        assertRefused(
                publish(new NpmPackage()
                        .file("package/package.json", "{\"name\":1}")
                        .file("package/index.js", "")
                        .tgz()),
                400,
                "BAD_USER_INPUT",
                "names no name");
        assertRefused(
                publish(new NpmPackage().file("package/package.json", "{").tgz()),
                400,
                "BAD_USER_INPUT",
                "well-formed");
        assertRefused(
                publish(new NpmPackage()
                        .file("package/package.json", "{\"name\":\"a\",\"version\":\"1.0.0\"}")
                        .tgz()),
                400,
                "BAD_USER_INPUT",
                "no main file");
    }

    @Test
    void whatIsNoFileInsideOfThePackageIsRefused() throws Exception {
        for (String path : new String[] {
            "package/../../etc/passwd",
            "/etc/passwd",
            "package//a",
            "package/./a",
            "elsewhere/a",
            "package/a\\..\\b",
            "package/a\nb"
        }) {
            assertRefused(publish(with(path, '0', "")), 400, "BAD_USER_INPUT", "");
        }
        for (char type : new char[] {'1', '2', '3', '4', '6'}) {
            assertRefused(
                    publish(with("package/a", type, "/etc/passwd")), 400, "BAD_USER_INPUT", "holds files and folders");
        }
        assertRefused(publish(with("package/index.js", '0', "")), 400, "BAD_USER_INPUT", "the same name");
        assertRefused(publish(with("package/INDEX.js", '0', "")), 400, "BAD_USER_INPUT", "differ by case");
        assertRefused(publish(with("package/index.js/a", '0', "")), 400, "BAD_USER_INPUT", "file and a folder");
        assertRefused(publish(with("package/../out", '5', "")), 400, "BAD_USER_INPUT", "inside");
        // PAX: a path of the header's own, with NUL in it; and a name that would fill the memory.
        byte[] pax = "20 path=package/a\0b\n".getBytes(UTF_8);
        assertRefused(
                publish(sound().entry("x", 'x', pax, "").file("package/c", "").tgz()), 400, "BAD_USER_INPUT", "");
        assertRefused(
                publish(sound().entry("././@LongLink", 'L', new byte[1_000_000], "")
                        .file("x", "")
                        .tgz()),
                400,
                "BAD_USER_INPUT",
                "too long");
    }

    private static NpmPackage sound() {
        return new NpmPackage()
                .file("package/package.json", "{\"name\":\"a\",\"version\":\"1.0.0\"}")
                .file("package/index.js", "main");
    }

    private static byte[] with(String path, char type, String link) {
        return sound().entry(path, type, new byte[0], link).tgz();
    }

    @Test
    void asManyBytesAsThereMayBeAreTakenAndOneMoreIsNot() throws Exception {
        byte[] noise = noise((int) LIMITS.mostPacked() + 1);

        assertRefused(publish(noise), 413, "PAYLOAD_TOO_LARGE", "at most 3000000 bytes");
        // So long it may be: it is looked into.
        assertRefused(publish(Arrays.copyOf(noise, noise.length - 1)), 400, "BAD_USER_INPUT", "no npm package");
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(1).nextBytes(noise);
        return noise;
    }

    /** Short files are answered from memory, long ones from the disk, archives to members: all alike. */
    @Test
    void headAndRangesAgreeWithGet() throws Exception {
        byte[] large = noise(PublicPilets.LONGEST_IN_MEMORY + 1);
        byte[] archive = new NpmPackage()
                .file("package/package.json", "{\"name\":\"a\",\"version\":\"1.0.0\"}")
                .file("package/index.js", "export const a = 1;\n".repeat(100))
                .file("package/large.wasm", large)
                .tgz();
        assertThat(publish(archive).statusCode()).isEqualTo(200);
        String index = feedOf(application).at("/items/0/link").textValue().substring(ORIGIN.length());

        for (String path : new String[] {
            index,
            index.replace("index.js", "large.wasm"),
            version("a", "1.0.0"),
            "/pilet-feed/" + application.id().value()
        }) {
            HttpResponse<byte[]> get = send(at(path));
            HttpResponse<byte[]> head = send(at(path).method("HEAD", BodyPublishers.noBody()));
            assertThat(get.statusCode()).as(path).isEqualTo(200);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(described(head)).isEqualTo(described(get)).containsKeys("etag", "content-length");
            String tag = header(get, "ETag");
            assertThat(send(at(path).method("HEAD", BodyPublishers.noBody()).header("If-None-Match", tag))
                            .statusCode())
                    .isEqualTo(304);
            if (path.startsWith("/pilet-feed/")) {
                continue;
            }
            byte[] whole = get.body();
            assertThat(header(get, "Accept-Ranges")).isEqualTo("bytes");
            HttpResponse<byte[]> part =
                    send(at(path).header("Range", "bytes=-3").header("If-Range", tag));
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, whole.length - 3, whole.length));
            assertThat(header(part, "ETag")).isEqualTo(tag);
            assertThat(header(part, "Content-Range"))
                    .isEqualTo("bytes " + (whole.length - 3) + "-" + (whole.length - 1) + "/" + whole.length);
            HttpResponse<byte[]> other =
                    send(at(path).header("Range", "bytes=0-1").header("If-Range", "\"other\""));
            assertThat(other.statusCode()).isEqualTo(200);
            assertThat(Arrays.equals(other.body(), whole)).isTrue();
            HttpResponse<byte[]> beyond = send(at(path).header("Range", "bytes=" + whole.length + "-"));
            assertThat(beyond.statusCode()).isEqualTo(416);
            assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */" + whole.length);
            HttpResponse<byte[]> ofHead =
                    send(at(path).header("Range", "bytes=0-1").method("HEAD", BodyPublishers.noBody()));
            assertThat(described(ofHead)).isEqualTo(described(get));
        }
        assertThat(send(at(index + "x").method("HEAD", BodyPublishers.noBody())).statusCode())
                .isEqualTo(404);
    }

    /** Without what differs from one answer to the next. */
    private static Map<String, List<String>> described(HttpResponse<?> answer) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(answer.headers().map());
        headers.remove("date");
        return headers;
    }

    private JsonNode feedOf(Application of) throws Exception {
        return new ObjectMapper()
                .readTree(send(at("/pilet-feed/" + of.id().value())).body());
    }

    @Test
    void aShellThatLoadedTheFeedBeforeAReplacementLoadsItsFilesForAWhile() throws Exception {
        post(version("a", "1.0.0"), NpmPackage.asForm(NpmPackage.of("a", "1.0.0", "first")));
        String first = feedOf(application).at("/items/0/link").textValue().substring(ORIGIN.length());
        post(version("a", "1.0.0"), NpmPackage.asForm(NpmPackage.of("a", "1.0.0", "second")));
        String second = feedOf(application).at("/items/0/link").textValue().substring(ORIGIN.length());
        PeriodicJob job = ReplacedPackages.job(world, Duration.ofHours(1));

        assertThat(text(send(at(first)))).endsWith("first");
        assertThat(text(send(at(second)))).endsWith("second");
        world.passes(Duration.ofHours(1));
        world.platform(stores -> job.work().run(stores));
        assertThat(send(at(first)).statusCode()).isEqualTo(200);
        world.passes(Duration.ofMillis(1));
        world.platform(stores -> job.work().run(stores));
        assertThat(send(at(first)).statusCode()).isEqualTo(404);
        assertThat(send(at(second)).statusCode()).isEqualTo(200);

        post(version("a", "1.0.0"), NpmPackage.asForm(NpmPackage.of("a", "1.0.0", "third")));
        send(at(version("a", "1.0.0")).DELETE());
        assertThat(send(at(second)).statusCode()).isEqualTo(404);
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws Exception {
        byte[] form = NpmPackage.asForm(NpmPackage.of("a", "1.0.0", "main")).getBytes(ISO_8859_1);
        try (Socket socket = new Socket("127.0.0.1", javalin.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /pilets/" + project.id().value()
                            + " HTTP/1.1\r\nHost: a\r\nAuthorization: admin\r\nContent-Type: " + NpmPackage.FORM_TYPE
                            + "\r\nContent-Length: " + form.length + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            out.write(form, 0, form.length - 20);
            out.flush();
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
        assertThat(world.audited()).doesNotContain("create PiletPackage");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (folder.resolve("uploads").toFile().list().length > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    @Test
    void viewersAndUnknownProjectsAreRefusedBeforeThePackageIsRead() throws Exception {
        byte[] form = NpmPackage.asForm("nothing".getBytes(UTF_8)).getBytes(ISO_8859_1);
        HttpRequest.Builder viewing = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + javalin.port()
                        + "/pilets/" + project.id().value()))
                .headers("Authorization", "viewer", "Content-Type", NpmPackage.FORM_TYPE)
                .POST(BodyPublishers.ofByteArray(form));

        assertRefused(send(viewing), 403, "FORBIDDEN", "editor");
        assertRefused(
                post("/pilets/" + UUID.randomUUID(), new String(form, ISO_8859_1)),
                404,
                "NOT_FOUND",
                "Project not found");
    }

    @Test
    void theFeedLeadsToFilesThatCannotActInOurName() throws Exception {
        publish(new NpmPackage()
                .file(
                        "package/package.json",
                        "{\"name\":\"@a/b\",\"version\":\"1.0.0\",\"main\":\"./dist/index.js\",\"custom\":{\"x\":[1]}}")
                .file(
                        "package/dist/index.js",
                        "//@pilet v:3(ref_1,{\"dep\":\"./dep.js\",\"far\":\"https://cdn.example.com/x.js\"})\n")
                .file("package/dist/page.html", "<script>alert(1)</script>")
                .tgz());

        HttpResponse<byte[]> feed = send(at("/pilet-feed/" + application.id().value()));
        JsonNode item = new ObjectMapper().readTree(feed.body()).at("/items/0");
        String link = item.get("link").textValue();
        assertThat(link)
                .startsWith(ORIGIN + version("@a/b", "1.0.0") + "/files/")
                .endsWith("/dist/index.js");
        assertThat(item.get("spec").textValue()).isEqualTo("v3");
        assertThat(item.get("requireRef").textValue()).isEqualTo("ref_1");
        assertThat(item.at("/custom/x/0").intValue()).isEqualTo(1);
        assertThat(item.at("/dependencies/dep").textValue()).isEqualTo(link.replace("index.js", "dep.js"));
        assertThat(item.at("/dependencies/far").textValue()).isEqualTo("https://cdn.example.com/x.js");
        assertThat(header(feed, "Cache-Control")).isEqualTo("public, no-cache");
        assertThat(send(at("/pilet-feed/" + application.id().value()).header("If-None-Match", header(feed, "ETag")))
                        .statusCode())
                .isEqualTo(304);

        String path = link.substring(ORIGIN.length());
        HttpResponse<byte[]> script = send(at(path));
        assertThat(PlainPackage.hash(script.body()).integrity())
                .isEqualTo(item.get("integrity").textValue());
        assertThat(header(script, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(script, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(script, "Access-Control-Allow-Origin")).isEqualTo("*");
        HttpResponse<byte[]> page = send(at(path.replace("index.js", "page.html")));
        assertThat(header(page, "Content-Security-Policy")).isEqualTo("sandbox");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Content-Disposition")).isEmpty();
        HttpResponse<byte[]> part = send(at(path).header("Range", "bytes=0-1"));
        assertThat(text(part)).isEqualTo("//");
        for (String none : new String[] {
            path + "x",
            path.replace("/files/", "/files/x"),
            path.replace("1.0.0", "1.0.1"),
            path.replace("dist/", "dist/../dist/")
        }) {
            assertThat(send(at(none)).statusCode()).as(none).isEqualTo(404);
        }
    }

    @Test
    void whatHasNothingToLoadGetsAnEmptyFeedAndNoError() throws Exception {
        for (String id : new String[] {
            application.id().value().toString(), UUID.randomUUID().toString(), "x"
        }) {
            HttpResponse<byte[]> feed = send(at("/pilet-feed/" + id));
            assertThat(feed.statusCode()).isEqualTo(200);
            assertThat(text(feed)).isEqualTo("{\"items\":[]}");
        }
    }
}
