package org.chosei.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chosei.mail.MailRoom.STAFF;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.crypto.OwnKey;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.chosei.mail.Deliveries.Delivery;
import org.chosei.mail.Deliveries.State;
import org.chosei.mail.wire.ScriptedRelay;
import org.chosei.mail.wire.SmtpRelay;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.support.TransactionOperations;

/** A relay that is difficult about some mails delays no others, and what it may or may not have taken is the same mail again. */
@Timeout(60)
class StubbornRelayTest {
    private static final CaseId CASE = new CaseId(UUID.fromString("01900000-0000-7000-8000-00000000000c"));

    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private MailRoom room;
    private @Nullable ScriptedRelay relay;

    @BeforeEach
    void start() {
        room = MailRoom.start();
    }

    @AfterEach
    void stop() throws IOException {
        released.countDown();
        if (relay != null) {
            relay.close();
        }
        room.close();
    }

    @Test
    void aMailOnWhichTheRelayHangsUpStopsNoOtherAndComesAgainAsTheSameMail() throws Exception {
        relay = ScriptedRelay.start(line -> speak(line, to -> !to.startsWith("vendor7@") || times(to) > 1));
        stage(30);

        drain();
        assertThat(states(State.HANDED_OVER)).hasSize(29);
        assertThat(states(State.DEFERRED))
                .singleElement()
                .satisfies(mail -> assertThat(mail.address()).isEqualTo("vendor7@example.org"));
        assertThat(room.staffSees("select last_reply from mail_delivery where state = 'DEFERRED'")
                        .getFirst())
                .contains("broke");

        room.advance(Duration.ofSeconds(6));
        drain();
        assertThat(states(State.HANDED_OVER)).hasSize(30);
        taken.forEach((to, ids) -> assertThat(ids)
                .as(to)
                .hasSize(to.startsWith("vendor7@") ? 2 : 1)
                .containsOnly(messageId(to)));
    }

    @Test
    void aRelayThatHangsUpOnEverybodyIsLeftAloneSoon() throws Exception {
        relay = ScriptedRelay.start(line -> speak(line, _ -> false));
        stage(30);

        drain();

        assertThat(states(State.HANDED_OVER)).isEmpty();
        assertThat(states(State.DEFERRED)).as("those that it was asked about").hasSize(3);
        assertThat(states(State.STAGED)).as("the others wait as before").hasSize(27);
    }

    @Test
    void mailsThatTheRelayHoldsForLongHoldUpNoMoreThanTheirBatches() throws Exception {
        var held = new AtomicInteger();
        relay = ScriptedRelay.start(line -> speak(line, _ -> {
            if (held.getAndIncrement() < 4) {
                assertThat(released.await(40, TimeUnit.SECONDS)).isTrue();
            }
            return true;
        }));
        stage(480);

        Thread draining = Thread.startVirtualThread(this::drain);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(states(State.HANDED_OVER)).hasSizeGreaterThanOrEqualTo(60));
        assertThat(released.getCount()).as("while four are held").isOne();
        released.countDown();

        assertThat(draining.join(Duration.ofSeconds(20))).isTrue();
        assertThat(states(State.HANDED_OVER)).hasSize(480);
        assertThat(taken.values())
                .hasSize(480)
                .allSatisfy(ids -> assertThat(ids).hasSize(1));
    }

    private interface Answer {
        /** Whether it says that it took the mail, rather than hanging up. */
        boolean to(String recipient) throws Exception;
    }

    /** Takes each mail whole, and only then decides what to say. */
    private void speak(ScriptedRelay.Line line, Answer answer) throws Exception {
        line.greet("PIPELINING");
        String recipient = "";
        while (true) {
            String said = line.hear();
            if (said.startsWith("RCPT TO:<")) {
                recipient = said.substring(9, said.length() - 1);
                line.say("250 ok");
            } else if (said.equals("DATA")) {
                line.say("354 go on");
                keep(recipient, line);
                if (!answer.to(recipient)) {
                    return;
                }
                line.say("250 taken");
            } else {
                line.say("250 ok");
            }
        }
    }

    private void keep(String recipient, ScriptedRelay.Line line) throws IOException {
        for (String said = line.hear(); !said.equals("."); said = line.hear()) {
            if (said.startsWith("Message-ID: ")) {
                taken.computeIfAbsent(recipient, _ -> new CopyOnWriteArrayList<>())
                        .add(said.substring(12));
            }
        }
    }

    private int times(String recipient) {
        return taken.getOrDefault(recipient, List.of()).size();
    }

    private void drain() {
        var settings = new SmtpRelay.Settings(
                "127.0.0.1",
                Objects.requireNonNull(relay).port(),
                SmtpRelay.Tls.OFF,
                null,
                "app.csirt.example",
                null,
                Duration.ofSeconds(5),
                Duration.ofMinutes(1));
        var drain = new Drain(
                new SmtpRelay(settings),
                room.bean(MailSettings.class),
                room::now,
                room.bean(TransactionOperations.class),
                _ -> {});
        Scopes.as(new Scope.System(Purpose.MAIL_OUT), () -> drain.empty(room.bean(EncryptedQueue.class)));
    }

    private void stage(int count) {
        byte[] certificate = OwnKey.generate(
                        "Vendor <vendor@example.org>", room.now().minusSeconds(60))
                .certificate()
                .toBytes();
        EncryptedLetters letters = room.bean(EncryptedLetters.class);
        var letter = letters.prepare(MimeWriter.outerSubject(Tlp.AMBER, "CHS-2026-00012"), "notice", "text\n");
        List<EncryptedLetters.Recipient> to = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i -> to.add(new EncryptedLetters.Recipient(
                        new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_1000L + i)),
                        "vendor" + i + "@example.org",
                        "reply+" + i + "@mail.csirt.example",
                        certificate)));
        var wrapped = letters.address(letter, to);
        room.as(STAFF, () -> letters.stage(CASE, null, letter, wrapped, room.now()));
    }

    private List<Delivery> states(State state) {
        return room.as(STAFF, () -> room.bean(Deliveries.class).of(CASE)).stream()
                .filter(each -> each.state() == state)
                .toList();
    }

    private String messageId(String address) {
        return room.as(STAFF, () -> room.bean(Deliveries.class).of(CASE)).stream()
                .filter(each -> each.address().equals(address))
                .findFirst()
                .orElseThrow()
                .messageId();
    }
}
