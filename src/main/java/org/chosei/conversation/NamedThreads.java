package org.chosei.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Grants;
import org.chosei.access.GroupMembers;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Threads that staff open beside the main ones, who belongs to a group, and whether a thread is resolved. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class NamedThreads {
    private static final int LONGEST_TITLE = 200;

    private final ThreadStore store;
    private final Threads threads;
    private final Cases cases;
    private final Audiences audiences;
    private final Grants grants;
    private final GroupMembers members;
    private final Organisations organisations;
    private final Undo undo;
    private final Vault vault;
    private final Ledger ledger;

    NamedThreads(
            ThreadStore store,
            Threads threads,
            Cases cases,
            Audiences audiences,
            Grants grants,
            GroupMembers members,
            Organisations organisations,
            Undo undo,
            Vault vault,
            Ledger ledger) {
        this.store = store;
        this.threads = threads;
        this.cases = cases;
        this.audiences = audiences;
        this.grants = grants;
        this.members = members;
        this.organisations = organisations;
        this.undo = undo;
        this.vault = vault;
        this.ledger = ledger;
    }

    /** The vendors that see their part of the case now, whom staff may write to. */
    public Set<OrganisationId> reachable(CaseId caseId) {
        return grants.holders(caseId, cases.vendors(caseId));
    }

    /**
     * Opens a thread with a title.
     *
     * @param form the id that the page gave this form, which the thread takes: sent twice it is one thread
     * @param vendors the one vendor, or those of the group; not looked at for notes and all vendors
     * @param membersShown the vendors of a group learn who is in it, from the start and for ever
     */
    public ThreadId open(
            UUID form,
            CaseId caseId,
            ThreadKind kind,
            String title,
            Collection<OrganisationId> vendors,
            boolean membersShown) {
        requireStaff();
        cases.get(caseId);
        ThreadId id = new ThreadId(form);
        if (store.isOpened(id, caseId)) {
            return id;
        }
        String clean = title(title);
        Set<OrganisationId> chosen = Set.copyOf(vendors);
        int fewest = kind == ThreadKind.GROUP ? 2 : kind == ThreadKind.VENDOR ? 1 : 0;
        if (chosen.size() < fewest || kind == ThreadKind.VENDOR && chosen.size() > 1) {
            throw new Refusal.Invalid("vendor", kind == ThreadKind.GROUP ? "thread-group-two" : "thread-vendor-one");
        }
        if (fewest > 0 && !reachable(caseId).containsAll(chosen)) {
            throw new Refusal.Invalid("vendor", "thread-vendor-sees-nothing");
        }
        OrganisationId vendor = kind == ThreadKind.VENDOR ? chosen.iterator().next() : null;
        AudienceId audience = audience(caseId, kind, id, vendor, membersShown);
        if (kind == ThreadKind.GROUP) {
            members.add(caseId, audience, named(caseId, audience, chosen, membersShown));
        }
        store.add(id, caseId, audience, kind, vendor, vault.seal(caseId, audience, clean));
        Entry entry = Entry.of(caseId, "thread.opened").about("thread", id).about("kind", kind.key());
        ledger.append(fewest > 0 ? entry.aboutEach("organisation", chosen) : entry);
        return id;
    }

    private static String title(String title) {
        String clean = JapaneseText.plain(JapaneseText.withoutControls(title)).strip();
        if (clean.isEmpty()) {
            throw new Refusal.Invalid("title", "thread-title");
        }
        if (JapaneseText.codePoints(clean) > LONGEST_TITLE) {
            throw new Refusal.Invalid("title", "thread-title-long", LONGEST_TITLE);
        }
        return clean;
    }

    private AudienceId audience(
            CaseId caseId, ThreadKind kind, ThreadId id, @Nullable OrganisationId vendor, boolean membersShown) {
        return switch (kind) {
            case NOTE -> audiences.open(caseId, Audience.Kind.STAFF, null);
            case VENDOR -> audiences.open(caseId, Audience.Kind.ORGANISATION, vendor);
            case GROUP -> audiences.openGroup(caseId, id.value(), membersShown);
            case ALL -> audiences.open(caseId, Audience.Kind.ALL_VENDORS, null);
        };
    }

    private List<GroupMembers.Member> named(
            CaseId caseId, AudienceId audience, Collection<OrganisationId> vendors, boolean shown) {
        Map<OrganisationId, Organisation> known = organisations.byId(vendors);
        return vendors.stream()
                .map(each -> {
                    Organisation organisation = known.get(each);
                    SealedId name = shown && organisation != null
                            ? vault.seal(caseId, audience, bytes(organisation), null, false)
                            : null;
                    return new GroupMembers.Member(each, name == null ? null : name.value());
                })
                .toList();
    }

    private static byte[] bytes(Organisation organisation) {
        return (organisation.nameJa() + "\n" + organisation.nameEn()).getBytes(StandardCharsets.UTF_8);
    }

    /** Takes a vendor into a group: it reads from now on everything that was said there. */
    public void join(ThreadId id, OrganisationId vendor) {
        Threads.ThreadRow group = group(id);
        if (!reachable(group.caseId()).contains(vendor)) {
            throw new Refusal.Invalid("vendor", "thread-vendor-sees-nothing");
        }
        members.add(
                group.caseId(),
                group.audience(),
                named(group.caseId(), group.audience(), List.of(vendor), group.membersShown()));
        ledger.append(entry(group, "thread.member-added").about("organisation", vendor));
    }

    /** Takes a vendor out of a group, at once. */
    public void leave(ThreadId id, OrganisationId vendor) {
        Threads.ThreadRow group = group(id);
        if (!members.remove(group.audience(), vendor)) {
            throw new Refusal.WrongState("thread-no-member");
        }
        undo.takeBack(group.caseId(), id, vendor);
        ledger.append(entry(group, "thread.member-removed").about("organisation", vendor));
    }

    /** Refuses a thread that has no members to change. */
    public void requireGroup(ThreadId id) {
        group(id);
    }

    private Threads.ThreadRow group(ThreadId id) {
        requireStaff();
        Threads.ThreadRow row = threads.get(id);
        if (row.kind() != ThreadKind.GROUP) {
            throw new Refusal.WrongState("thread-no-group");
        }
        return row;
    }

    /** Resolves a thread, or opens it again; writing stays possible. */
    public void resolve(ThreadId id, boolean resolved) {
        requireStaff();
        Threads.ThreadRow row = threads.get(id);
        store.setState(row, resolved);
        ledger.append(entry(row, resolved ? "thread.resolved" : "thread.reopened"));
    }

    private static Entry entry(Threads.ThreadRow thread, String kind) {
        return Entry.of(thread.caseId(), kind).about("thread", thread.id());
    }

    private static void requireStaff() {
        if (!Scopes.person().isStaff()) {
            throw new Refusal.NotFound();
        }
    }
}
