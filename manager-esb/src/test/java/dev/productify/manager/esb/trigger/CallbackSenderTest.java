package dev.productify.manager.esb.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.CallbackResult;
import dev.productify.manager.domain.backend.CallbackUrl;
import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.shared.Cidr;
import dev.productify.manager.domain.trigger.AttemptStatus;
import dev.productify.manager.domain.trigger.RunAttempt;
import dev.productify.manager.esb.gateway.RawBackend;
import dev.productify.manager.esb.outbound.Outbound;
import dev.productify.manager.esb.outbound.OutboundLimits;
import dev.productify.manager.ports.trigger.Callback;
import dev.productify.manager.ports.trigger.CallbackAnswer;
import dev.productify.manager.ports.trigger.Dispatch;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receivers that answer without end, too much, or not at all: each attempt comes to an end that is recorded. */
class CallbackSenderTest {
    private static final Duration PLENTY = Duration.ofSeconds(30);
    private static final Duration LITTLE = Duration.ofMillis(700);
    private static final AddressRules LOOPBACK =
            new AddressRules(List.of(Cidr.parse("127.0.0.0/8")), Set.of(), address -> false);

    private final PlantedTrigger planted = new PlantedTrigger();
    private final List<CallbackSender> senders = new ArrayList<>();
    private final List<RawBackend> receivers = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (CallbackSender sender : senders) {
            sender.stop();
        }
        receivers.forEach(RawBackend::close);
    }

    private CallbackSender sender(Duration patience, OutboundLimits limits) {
        CallbackSender sender = new CallbackSender(planted.dispatch, new Outbound(() -> LOOPBACK, limits), patience);
        senders.add(sender);
        sender.start();
        return sender;
    }

    private CallbackSender sender(Duration patience) {
        return sender(patience, OutboundLimits.STANDARD);
    }

    private RawBackend receiver(RawBackend.Talk talk) {
        RawBackend receiver = new RawBackend(talk);
        receivers.add(receiver);
        return receiver;
    }

    /** An attempt of a new run, to be sent to that receiver. */
    private Callback callback(RawBackend receiver) {
        Callback taken = planted.callback();
        Backend kept = taken.backend();
        Backend moved = new Backend(
                kept.id(),
                kept.project(),
                kept.tenant(),
                kept.machineUser(),
                kept.application(),
                kept.name(),
                CallbackUrl.parse(receiver.url("/callback")),
                kept.description(),
                kept.release(),
                kept.token(),
                kept.secrets(),
                kept.enabled(),
                kept.gone(),
                kept.heartbeatAt(),
                kept.createdAt(),
                kept.updatedAt(),
                kept.version());
        return new Callback(
                taken.delivery(),
                taken.attemptId(),
                taken.run(),
                taken.facts(),
                moved,
                taken.attempt(),
                taken.at(),
                taken.endsAt());
    }

    private CompletableFuture<Dispatch.Outcome> sent(CallbackSender sender, RawBackend.Talk talk) {
        CompletableFuture<Dispatch.Outcome> outcome = new CompletableFuture<>();
        sender.send(callback(receiver(talk)), outcome::complete);
        return outcome;
    }

    private static Dispatch.Outcome ended(CompletableFuture<Dispatch.Outcome> outcome) throws Exception {
        return outcome.get(PLENTY.toSeconds(), TimeUnit.SECONDS);
    }

    /** What people are shown of it. */
    private RunAttempt recorded(Dispatch.Outcome outcome) {
        planted.dispatch.exchange(planted.node, List.of(outcome), new Dispatch.Room(0, 0, Map.of(), Optional.empty()));
        return planted.world
                .useCases
                .triggerRuns()
                .find(planted.world.admin, outcome.callback().run().id())
                .attempts()
                .get(0);
    }

    private static void repeat(Socket socket, String words, int millis) throws IOException, InterruptedException {
        while (true) {
            RawBackend.say(socket, words);
            if (millis > 0) {
                Thread.sleep(millis);
            }
        }
    }

    private static RawBackend.Talk endless(String beginning, String again, int millis) {
        return (socket, number) -> {
            RawBackend.head(socket);
            RawBackend.say(socket, beginning);
            repeat(socket, again, millis);
        };
    }

    @Test
    void anAnswerWithoutEndIsCutAndItsBeginningKept() throws Exception {
        CallbackSender sender = sender(PLENTY);
        for (RawBackend.Talk talk : List.of(
                endless("HTTP/1.1 200 OK\nX-Kind: plain\n\n", "x".repeat(1000), 0),
                endless(
                        "HTTP/1.1 200 OK\nX-Kind: chunked\nTransfer-Encoding: chunked\n\n",
                        "3e8\n" + "x".repeat(1000) + "\n",
                        0))) {
            Dispatch.Outcome outcome = ended(sent(sender, talk));

            assertThat(outcome.result()).isEqualTo(CallbackResult.NOT_TAKEN);
            CallbackAnswer answer = outcome.answer().orElseThrow();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("X-Kind")).isPresent();
            assertThat(answer.body()).isEqualTo("x".repeat(4096));
            RunAttempt attempt = recorded(outcome);
            assertThat(attempt.status()).isEqualTo(AttemptStatus.FAILED);
            assertThat(attempt.error()).contains("the answer was longer than 1048576 bytes");
            assertThat(attempt.httpStatus()).contains(200);
        }
    }

    @Test
    void headersOfTenMegabytesAreCutAndNoAnswer() throws Exception {
        String header = "X-Long: " + "y".repeat(1_000) + "\n";
        CallbackSender sender = sender(PLENTY);
        for (RawBackend.Talk talk : List.<RawBackend.Talk>of(
                (socket, number) -> {
                    RawBackend.head(socket);
                    RawBackend.say(socket, "HTTP/1.1 200 OK\n");
                    for (int i = 0; i < 10_000; i++) {
                        RawBackend.say(socket, header);
                    }
                    RawBackend.say(socket, "\n");
                },
                endless("HTTP/1.1 200 OK\nX-One: ", "z".repeat(1_000), 0))) {
            Dispatch.Outcome outcome = ended(sent(sender, talk));

            assertThat(outcome.result()).isEqualTo(CallbackResult.NOT_TAKEN);
            assertThat(outcome.answer()).isEmpty();
            RunAttempt attempt = recorded(outcome);
            assertThat(attempt.status()).isEqualTo(AttemptStatus.FAILED);
            assertThat(attempt.error()).contains("the headers of the answer were too long");
            assertThat(attempt.httpStatus()).isEmpty();
        }
    }

    @Test
    void whatIsNoHttpIsNoAnswer() throws Exception {
        Dispatch.Outcome outcome = ended(sent(sender(PLENTY), RawBackend.saying("SSH-2.0-OpenSSH\n\n")));

        assertThat(outcome.answer()).isEmpty();
        assertThat(recorded(outcome).error()).contains("the connection broke, or what came was no answer of HTTP");
    }

    /** All at once, so that it takes no longer than one. */
    @Test
    void whatComesTooSlowlyIsCutInTimeAndHoldsUpNobody() throws Exception {
        CallbackSender sender = sender(LITTLE);
        List<CompletableFuture<Dispatch.Outcome>> slow = List.of(
                sent(sender, (socket, number) -> socket.getInputStream().readAllBytes()),
                sent(sender, endless("HTTP/1.1 200 OK\n", "X-More: 1\n", 20)),
                sent(sender, endless("", "HTTP/1.1 103 Early Hints\nX: 1\n\n", 20)),
                sent(sender, endless("HTTP/1.1 200 OK\nContent-Length: 4000\n\nfirst", ".", 20)));
        assertThat(ended(sent(sender, RawBackend.saying("HTTP/1.1 204 No Content\n\n")))
                        .result())
                .isEqualTo(CallbackResult.TAKEN);
        for (CompletableFuture<Dispatch.Outcome> waiting : slow) {
            Dispatch.Outcome outcome = ended(waiting);
            assertThat(outcome.result()).isEqualTo(CallbackResult.NOT_TAKEN);
            assertThat(recorded(outcome).error()).contains("there was no whole answer in time");
        }
        CallbackAnswer begun = ended(slow.get(3)).answer().orElseThrow();
        assertThat(begun.status()).isEqualTo(200);
        assertThat(begun.body()).startsWith("first");
        assertThat(ended(slow.get(0)).answer()).isEmpty();
    }

    @Test
    void answersBelow200ThatHaveNoEndAreCut() throws Exception {
        String unheard = "HTTP/1.1 199 Unheard\n\n";
        String answer = "HTTP/1.1 204 No Content\n\n";
        CallbackSender sender = sender(PLENTY);

        assertThat(ended(sent(sender, RawBackend.saying(unheard.repeat(100) + answer)))
                        .result())
                .isEqualTo(CallbackResult.TAKEN);
        for (RawBackend.Talk talk : List.of(RawBackend.saying(unheard.repeat(101) + answer), endless("", unheard, 0))) {
            Dispatch.Outcome outcome = ended(sent(sender, talk));
            assertThat(outcome.result()).isEqualTo(CallbackResult.NOT_TAKEN);
            assertThat(recorded(outcome).error()).contains("the connection broke, or what came was no answer of HTTP");
        }
    }

    @Test
    void answersBelow200ArePassedOver() throws Exception {
        CallbackSender sender = sender(PLENTY);
        for (String interim : List.of("100 Continue", "102 Processing", "103 Early Hints", "104 Unheard")) {
            String lines = "HTTP/1.1 " + interim + "\nX: 1\n\n";
            Dispatch.Outcome outcome =
                    ended(sent(sender, RawBackend.saying(lines + lines + "HTTP/1.1 200 OK\nContent-Length: 2\n\nok")));

            assertThat(outcome.result()).as(interim).isEqualTo(CallbackResult.TAKEN);
            assertThat(outcome.answer().orElseThrow().body()).isEqualTo("ok");
        }
    }

    @Test
    void aBackendMayThinkForLongerThanUnusedConnectionsAreKept() throws Exception {
        OutboundLimits standard = OutboundLimits.STANDARD;
        OutboundLimits hasty = new OutboundLimits(
                standard.lookUp(), standard.connect(), Duration.ofMillis(60), 10, standard.headerBytes());
        Dispatch.Outcome outcome = ended(sent(sender(PLENTY, hasty), (socket, number) -> {
            RawBackend.head(socket);
            Thread.sleep(250);
            RawBackend.say(socket, "HTTP/1.1 204 No Content\n\n");
        }));

        assertThat(outcome.result()).isEqualTo(CallbackResult.TAKEN);
    }
}
