package org.chosei.vault.search;

import static org.chosei.testing.TestOrganisations.COORDINATOR;
import static org.chosei.testing.TestOrganisations.VENDOR_A;

import java.util.List;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Grants;
import org.chosei.access.Scope;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.conversation.Messages;
import org.chosei.conversation.ThreadId;
import org.chosei.conversation.Threads;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.chosei.ledger.LedgerRoom;

/** Cases, threads and messages as the rooms above make them, and searches as whoever. */
final class SearchRoom implements AutoCloseable {
    final LedgerRoom room = new LedgerRoom();

    CoordinatedCase open(String title, String summary) {
        return room.as(
                room.staff,
                () -> room.application
                        .bean(Cases.class)
                        .open(new NewCase(
                                title,
                                summary,
                                "Router",
                                Tlp.AMBER,
                                VENDOR_A,
                                "",
                                null,
                                room.application.clock().instant())));
    }

    /** The vendor's thread in the case; the vendor sees it from now on. */
    ThreadId thread(CaseId of, OrganisationId vendor) {
        return room.as(room.staff, () -> {
            AudienceId audience = room.application.bean(Audiences.class).open(of, Audience.Kind.ORGANISATION, vendor);
            room.application
                    .bean(Grants.class)
                    .grant(
                            of,
                            null,
                            room.application.clock().instant().minusSeconds(1),
                            List.of(new Grants.Grant(vendor, audience, null)));
            room.application.bean(Threads.class).openFor(of, List.of(vendor));
            return room.application.bean(Threads.class).of(of, vendor).orElseThrow();
        });
    }

    void post(ThreadId thread, String text, Messages.NewFile... files) {
        room.as(room.staff, () -> {
            room.application.bean(Messages.class).post(thread, text, List.of(files));
            return true;
        });
    }

    List<Search.Hit> find(Scope as, String typed) {
        return page(as, typed, null, 100);
    }

    List<Search.Hit> page(Scope as, String typed, @org.jspecify.annotations.Nullable UUID older, int limit) {
        SearchQuery query = SearchQuery.read(typed);
        return room.as(
                as,
                () -> room.application
                        .bean(Search.class)
                        .find(new Search.Request(
                                query, null, null, null, java.util.Set.of(), null, null, older, limit)));
    }

    List<SearchKind> kinds(Scope as, String typed) {
        return find(as, typed).stream().map(Search.Hit::kind).toList();
    }

    List<String> near(Scope as, String typed) {
        return room.as(as, () -> room.application.bean(Suggestions.class).of(SearchQuery.read(typed)));
    }

    static Scope of(OrganisationId vendor) {
        return new Scope.Organisation(vendor);
    }

    static OrganisationId coordinator() {
        return COORDINATOR;
    }

    @Override
    public void close() {
        room.close();
    }
}
