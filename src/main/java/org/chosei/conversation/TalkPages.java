package org.chosei.conversation;

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
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
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

/** Gathers the talk of a case for a page: {@link ThreadWindow} has the part of the thread, {@link TalkNames} the names. Queries grow neither with the messages nor with the vendors. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class TalkPages {
    private final Cases cases;
    private final Threads threads;
    private final ThreadStore store;
    private final MessageStore messages;
    private final NamedThreads named;
    private final GroupMembers members;
    private final Addressees addressees;
    private final Mentions mentions;
    private final Unread unread;
    private final TalkNames names;
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
            TalkNames names,
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
        this.names = names;
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
        ThreadWindow shown = ThreadWindow.of(messages, id, part);
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
                names.organisations(
                        lines, texts, inside, others, in, opened, coordinator, reader.organisation(), locale),
                names.people(texts),
                reader.actor(),
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

    private static String text(Map<SealedId, Opened> opened, @Nullable SealedId id) {
        return id == null ? "" : Objects.requireNonNullElse(SealedThread.text(opened, id), "");
    }
}
