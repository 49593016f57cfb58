package org.chosei.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Audiences;
import org.chosei.access.Grants;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Tlp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A thread of 500 messages between 120 vendors opens on the first unread one, in statements that do not grow. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongThreadTest {
    private final TalkDesk desk = new TalkDesk();
    private final List<Scope.Person> vendors = new ArrayList<>();

    @AfterAll
    void stop() {
        desk.close();
    }

    private record Filled(CoordinatedCase of, ThreadId thread) {}

    private static Scope.Person staff() {
        return new Scope.Person(new PersonId(UUID.randomUUID()), COORDINATOR, Set.of(Role.COORDINATOR));
    }

    private <T> T bean(Class<T> type) {
        return desk.work.application.bean(type);
    }

    private Filled fill(int messages) {
        Instant now = desk.work.application.clock().instant();
        CoordinatedCase of = desk.as(
                staff(),
                () -> bean(Cases.class)
                        .open(new NewCase("Long " + messages, "S", "P", Tlp.AMBER, COORDINATOR, "", null, now)));
        ThreadId thread = desk.as(staff(), () -> {
            bean(Audiences.class)
                    .openEach(
                            of.id(),
                            vendors.stream().map(Scope.Person::organisation).toList());
            var each = bean(Audiences.class)
                    .ofEach(
                            of.id(),
                            vendors.stream().map(Scope.Person::organisation).toList());
            bean(Grants.class)
                    .grant(
                            of.id(),
                            null,
                            now.minusSeconds(60),
                            each.entrySet().stream()
                                    .map(entry -> new Grants.Grant(entry.getKey(), entry.getValue(), null))
                                    .toList());
            return bean(NamedThreads.class)
                    .open(java.util.UUID.randomUUID(), of.id(), ThreadKind.ALL, "Everybody", List.of(), false);
        });
        for (int i = 0; i < messages; i++) {
            int number = i;
            Scope.Person writer = i % 10 == 0 ? staff() : vendors.get(i % vendors.size());
            desk.as(writer, () -> {
                bean(Messages.class).post(thread, "Message %03d".formatted(number), List.of());
                return true;
            });
        }
        return new Filled(of, thread);
    }

    @Test
    void fiveHundredMessagesOpenOnTheFirstUnreadInAsManyStatementsAsFifty() {
        for (int i = 0; i < 120; i++) {
            vendors.add(new Scope.Person(
                    new PersonId(UUID.randomUUID()), new OrganisationId(UUID.randomUUID()), Set.of(Role.MEMBER)));
        }
        Filled few = fill(50);
        Filled many = fill(500);
        for (boolean asStaff : new boolean[] {true, false}) {
            Scope.Person reader = asStaff ? staff() : vendors.getFirst();
            TalkPage first = page(many, reader, new Part.Before(last()));
            assertThat(first.messages()).hasSize(50);
            TalkPage opened = opened(few, reader);
            assertThat(opened.messages().getFirst().text()).isEqualTo("Message 000");

            Scope.Person newcomer = asStaff ? staff() : vendors.get(1);
            int fifty = statements(() -> opened(few, newcomer));
            int fiveHundred = statements(() -> opened(many, newcomer));
            assertThat(fiveHundred).isEqualTo(fifty).isLessThan(30);
        }
    }

    @Test
    void readerGoesThroughTheWholeThreadByItsLinksAndMissesNothing() {
        for (int i = vendors.size(); i < 3; i++) {
            vendors.add(new Scope.Person(
                    new PersonId(UUID.randomUUID()), new OrganisationId(UUID.randomUUID()), Set.of(Role.MEMBER)));
        }
        Filled filled = fill(130);
        Scope.Person reader = staff();
        List<String> read = new ArrayList<>();
        TalkPage page = opened(filled, reader);
        page.messages().forEach(each -> read.add(each.text()));
        while (page.later() != null) {
            page = page(filled, reader, new Part.After(page.later()));
            page.messages().forEach(each -> read.add(each.text()));
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            all.add("Message %03d".formatted(i));
        }
        assertThat(read).isEqualTo(all);
        Optional<UUID> unread = desk.as(
                reader, () -> bean(TalkPages.class).firstUnread(filled.of().id(), filled.thread()));
        assertThat(unread).isEmpty();
        List<String> back = new ArrayList<>();
        TalkPage latest = page(filled, reader, new Part.Latest());
        back.addAll(0, latest.messages().stream().map(Messages.Message::text).toList());
        while (latest.earlier() != null) {
            latest = page(filled, reader, new Part.Before(latest.earlier()));
            back.addAll(
                    0, latest.messages().stream().map(Messages.Message::text).toList());
        }
        assertThat(back).isEqualTo(all);
    }

    @Test
    void whatWasSkippedStaysUnreadUntilItsReaderSaysOtherwise() {
        for (int i = vendors.size(); i < 3; i++) {
            vendors.add(new Scope.Person(
                    new PersonId(UUID.randomUUID()), new OrganisationId(UUID.randomUUID()), Set.of(Role.MEMBER)));
        }
        Filled filled = fill(70);
        Scope.Person reader = staff();
        page(filled, reader, new Part.Latest());
        assertThat(unread(filled, reader)).isEqualTo(70);
        opened(filled, reader);
        assertThat(unread(filled, reader)).isEqualTo(25);
        desk.as(reader, () -> {
            bean(TalkPages.class).readAll(filled.thread());
            return true;
        });
        assertThat(unread(filled, reader)).isZero();
    }

    private int unread(Filled filled, Scope.Person reader) {
        return desk.as(reader, () -> bean(TalkPages.class).unread(filled.of().id()));
    }

    private static UUID last() {
        return new UUID(-1L, -1L);
    }

    private TalkPage opened(Filled filled, Scope.Person reader) {
        UUID unread = desk.as(
                        reader,
                        () -> bean(TalkPages.class).firstUnread(filled.of().id(), filled.thread()))
                .orElseGet(LongThreadTest::last);
        return page(filled, reader, new Part.At(unread));
    }

    private TalkPage page(Filled filled, Scope.Person reader, Part part) {
        return desk.as(
                reader,
                () -> bean(TalkPages.class)
                        .page(filled.of().id(), filled.thread(), part, Optional.empty(), Locale.ENGLISH));
    }

    private int statements(Runnable work) {
        desk.work.application.statements().takenHere();
        work.run();
        return desk.work.application.statements().takenHere();
    }
}
