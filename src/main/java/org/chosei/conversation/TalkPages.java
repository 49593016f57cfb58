package org.chosei.conversation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.GroupMembers;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.conversation.Messages.Message;
import org.chosei.identity.People;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers the talk of a case for a page. Queries grow neither with the messages nor with the vendors. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class TalkPages {
    /** After every id. */
    static final UUID END = new UUID(-1L, -1L);

    private static final String PERSON = "person:";

    private final Cases cases;
    private final Threads threads;
    private final ThreadStore store;
    private final MessageStore messages;
    private final NamedThreads named;
    private final GroupMembers members;
    private final Addressees addressees;
    private final Mentions mentions;
    private final Unread unread;
    private final People people;
    private final Organisations organisations;
    private final ObjectProvider<TalkBeside> beside;
    private final Vault vault;

    TalkPages(
            Cases cases,
            Threads threads,
            ThreadStore store,
            MessageStore messages,
            NamedThreads named,
            GroupMembers members,
            Addressees addressees,
            Mentions mentions,
            Unread unread,
            People people,
            Organisations organisations,
            ObjectProvider<TalkBeside> beside,
            Vault vault) {
        this.cases = cases;
        this.threads = threads;
        this.store = store;
        this.messages = messages;
        this.named = named;
        this.members = members;
        this.addressees = addressees;
        this.mentions = mentions;
        this.unread = unread;
        this.people = people;
        this.organisations = organisations;
        this.beside = beside;
        this.vault = vault;
    }

    /** Where the reader goes on: the first thread with something unread, else the first; "not found" without any. */
    public ThreadId landing(CaseId caseId) {
        cases.get(caseId);
        if (Scopes.person().isStaff()) {
            threads.notes(caseId);
        }
        List<ThreadLine> lines = store.of(caseId);
        return lines.stream()
                .filter(line -> line.unread() > 0)
                .findFirst()
                .or(() -> lines.stream().findFirst())
                .map(ThreadLine::id)
                .orElseThrow(Refusal.NotFound::new);
    }

    /** The first message of the thread that the reader has not read. */
    public Optional<UUID> firstUnread(CaseId caseId, ThreadId thread) {
        return Optional.ofNullable(line(store.of(caseId), thread).firstUnread());
    }

    private static ThreadLine line(List<ThreadLine> lines, ThreadId thread) {
        return lines.stream()
                .filter(line -> line.id().equals(thread))
                .findFirst()
                .orElseThrow(Refusal.NotFound::new);
    }

    /** Where a thread is for the acting person. */
    public String path(ThreadId thread) {
        return base(threads.get(thread).caseId()) + "/" + thread;
    }

    /** How many messages of a case the acting person has not read. */
    public int unread(CaseId caseId) {
        cases.get(caseId);
        return unread.counts(Scopes.person().id(), List.of(caseId)).getOrDefault(caseId, 0);
    }

    /** The case of a thread that the acting person sees. */
    public CaseId caseOf(ThreadId thread) {
        return threads.get(thread).caseId();
    }

    private static String base(CaseId caseId) {
        return (Scopes.person().isStaff() ? "/cases/" : "/our-cases/") + caseId + "/talk";
    }

    /**
     * A part of a thread, which counts as read from then on.
     *
     * @param restored a message that was taken back, whose words stand in the composer again
     */
    public TalkPage page(CaseId caseId, ThreadId id, Part part, Optional<UUID> restored, Locale locale) {
        CoordinatedCase of = cases.get(caseId);
        Scope.Person reader = Scopes.person();
        List<ThreadLine> lines = store.of(caseId);
        ThreadLine open = line(lines, id);
        Threads.ThreadRow row = threads.get(id);
        Shown shown = shown(messages, id, part);
        SealedThread pinned = messages.pinned(id);
        List<GroupMembers.Member> in = open.kind() == ThreadKind.GROUP ? members.of(row.audience()) : List.of();
        Optional<SealedId> back = restored.flatMap(each -> messages.takenBack(each, id));
        Map<SealedId, Opened> opened = vault.open(
                OpenPurpose.READ,
                Stream.of(
                                shown.sealed().sealed().stream(),
                                pinned.sealed().stream(),
                                lines.stream().flatMap(line -> Stream.ofNullable(line.title())),
                                in.stream()
                                        .flatMap(each -> Stream.ofNullable(each.name()))
                                        .map(SealedId::new),
                                back.stream())
                        .flatMap(each -> each)
                        .toList());
        List<Message> texts = shown.sealed().messages(opened);
        markRead(reader, row, open.firstUnread(), texts);
        boolean staff = reader.isStaff();
        Set<OrganisationId> others = staff && open.kind() == ThreadKind.GROUP
                ? new LinkedHashSet<>(named.reachable(caseId))
                : new LinkedHashSet<>();
        List<OrganisationId> inside =
                in.stream().map(GroupMembers.Member::organisation).toList();
        inside.forEach(others::remove);
        OrganisationId coordinator = organisations.coordinator();
        return new TalkPage(
                of,
                staff,
                base(caseId),
                lines.stream()
                        .map(line -> new TalkPage.Entry(line, text(opened, line.title())))
                        .toList(),
                open,
                text(opened, open.title()),
                texts,
                pinned.messages(opened),
                names(lines, texts, inside, others, in, opened, coordinator, reader.organisation(), locale),
                authors(texts),
                coordinator,
                open.firstUnread(),
                shown.earlier(),
                shown.later(),
                addressees.count(row),
                inside,
                List.copyOf(others),
                mentions.candidates(row).values().stream().distinct().toList(),
                staff
                        ? beside.stream()
                                .flatMap(each -> each.of(caseId).stream())
                                .toList()
                        : List.of(),
                back.map(each -> text(opened, each)).orElse(""));
    }

    /** What lies unread before this part, unseen, stays unread: then the mark stays where it is. */
    private void markRead(Scope.Person reader, Threads.ThreadRow row, @Nullable UUID firstUnread, List<Message> texts) {
        if (firstUnread != null
                && texts.stream().noneMatch(message -> message.id().equals(firstUnread))) {
            return;
        }
        texts.stream()
                .filter(message -> !message.ahead())
                .reduce((_, last) -> last)
                .ifPresent(last -> unread.read(reader.id(), row, last.id()));
    }

    /** The acting person needs nothing more of what the thread holds by now. */
    public void readAll(ThreadId thread) {
        Threads.ThreadRow row = threads.get(thread);
        messages.newest(thread).ifPresent(last -> unread.read(Scopes.person().id(), row, last));
    }

    /** A part with the edges beyond which more lies. */
    private record Shown(
            SealedThread sealed,
            @Nullable UUID earlier,
            @Nullable UUID later) {}

    private static Shown shown(MessageStore messages, ThreadId id, Part part) {
        int above = switch (part) {
            case Part.Latest _, Part.Before _ -> Part.PAGE;
            case Part.At _ -> Part.ABOVE;
            case Part.After _ -> 0;
        };
        UUID at = switch (part) {
            case Part.Latest _ -> END;
            case Part.At(UUID message) -> message;
            case Part.Before(UUID message) -> message;
            case Part.After(UUID message) -> next(message);
        };
        int below = switch (part) {
            case Part.Latest _, Part.Before _ -> 0;
            case Part.At _ -> Part.PAGE - Part.ABOVE;
            case Part.After _ -> Part.PAGE;
        };
        // one more on each side tells whether there is one
        SealedThread found = messages.part(id, at, above == 0 ? 0 : above + 1, below + 1)
                .orElseGet(() -> new SealedThread(id, List.of(), List.of()));
        List<SealedThread.Row> rows = new ArrayList<>(found.rows());
        long before = rows.stream().filter(row -> order(row.id(), at) < 0).count();
        boolean moreBefore = before > above || part instanceof Part.After;
        if (before > above) {
            rows.removeFirst();
        }
        long after = rows.stream().filter(row -> order(row.id(), at) >= 0).count();
        boolean moreAfter = after > below;
        if (after > below) {
            rows.subList(rows.size() - (int) (after - below), rows.size()).clear();
        }
        Set<UUID> kept = new LinkedHashSet<>();
        rows.forEach(row -> kept.add(row.id()));
        return new Shown(
                new SealedThread(
                        id,
                        rows,
                        found.files().stream()
                                .filter(file -> kept.contains(file.message()))
                                .toList()),
                moreBefore && !rows.isEmpty() ? rows.getFirst().id() : null,
                moreAfter && !rows.isEmpty() ? rows.getLast().id() : null);
    }

    /** As PostgreSQL orders ids: byte by byte, unlike {@link UUID#compareTo}. */
    private static int order(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    private static UUID next(UUID id) {
        long low = id.getLeastSignificantBits() + 1;
        return new UUID(id.getMostSignificantBits() + (low == 0 ? 1 : 0), low);
    }

    private Map<String, String> authors(List<Message> texts) {
        Set<PersonId> writers = new LinkedHashSet<>();
        texts.stream()
                .flatMap(message -> Stream.ofNullable(message.author()))
                .filter(author -> author.startsWith(PERSON))
                .forEach(author -> writers.add(PersonId.of(author.substring(PERSON.length()))));
        Map<String, String> names = new LinkedHashMap<>();
        people.names(writers).forEach((id, name) -> names.put(PERSON + id, name));
        return names;
    }

    private Map<OrganisationId, String> names(
            List<ThreadLine> lines,
            List<Message> texts,
            Collection<OrganisationId> inside,
            Collection<OrganisationId> others,
            List<GroupMembers.Member> members,
            Map<SealedId, Opened> opened,
            OrganisationId coordinator,
            OrganisationId own,
            Locale locale) {
        Set<OrganisationId> asked = new LinkedHashSet<>(List.of(coordinator, own));
        lines.forEach(line -> Optional.ofNullable(line.vendor()).ifPresent(asked::add));
        texts.forEach(message -> Optional.ofNullable(message.organisation()).ifPresent(asked::add));
        asked.addAll(inside);
        asked.addAll(others);
        Map<OrganisationId, String> names = new LinkedHashMap<>();
        members.forEach(member -> {
            UUID name = member.name();
            if (name != null) {
                names.put(member.organisation(), inLanguage(text(opened, new SealedId(name)), locale));
            }
        });
        Map<OrganisationId, Organisation> known = organisations.byId(asked);
        known.forEach((id, organisation) -> names.put(id, organisation.name(locale)));
        return names;
    }

    private static String inLanguage(String names, Locale locale) {
        String[] both = names.split("\n", -1);
        String first = both[0];
        String second = both.length > 1 ? both[1] : "";
        boolean ja = locale.getLanguage().equals("ja") ? !first.isBlank() : second.isBlank();
        return ja ? first : second;
    }

    private static String text(Map<SealedId, Opened> opened, @Nullable SealedId id) {
        return id == null ? "" : Objects.requireNonNullElse(SealedThread.text(opened, id), "");
    }
}
