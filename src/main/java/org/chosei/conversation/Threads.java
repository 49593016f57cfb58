package org.chosei.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.MailSettings;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Opens the main threads of a case, and the addresses whose tokens lead vendors' mails to theirs. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Threads {
    private final JdbcClient jdbc;
    private final ReplyTokens tokens;
    private final Audiences audiences;
    private final MailSettings mail;
    private final InstantSource clock;

    Threads(JdbcClient jdbc, ReplyTokens tokens, Audiences audiences, MailSettings mail, InstantSource clock) {
        this.jdbc = jdbc;
        this.tokens = tokens;
        this.audiences = audiences;
        this.mail = mail;
        this.clock = clock;
    }

    /** A thread without its messages. */
    record ThreadRow(
            ThreadId id,
            CaseId caseId,
            AudienceId audience,
            @Nullable OrganisationId vendor,
            ThreadKind kind,
            @Nullable SealedId title,
            boolean membersShown) {

        /** Its readers may not learn which vendor wrote. */
        boolean hidesVendors() {
            return kind.isShared() && !membersShown;
        }
    }

    /**
     * Opens the private thread of each vendor (idempotent; the organisation's audience must exist) and returns the
     * reply address of each, {@code reply+TOKEN@mail-domain}. Statements do not grow with the vendors. Staff only.
     */
    public Map<OrganisationId, String> openFor(CaseId caseId, Collection<OrganisationId> vendors) {
        // Asked for on their own: joined in the insert while they are new in this transaction, they would be taken for
        // a few, and the insert would take the square of their number.
        Map<OrganisationId, AudienceId> own = audiences.ofEach(caseId, vendors);
        List<ReplyTokens.Target> targets = new ArrayList<>(opened(caseId, own));
        Set<OrganisationId> before = new LinkedHashSet<>(own.keySet());
        targets.forEach(each -> before.remove(each.organisation()));
        if (!before.isEmpty()) {
            targets.addAll(privateThreads(caseId, before));
        }
        return addresses(targets);
    }

    /** The threads of those who had none yet. */
    private List<ReplyTokens.Target> opened(CaseId caseId, Map<OrganisationId, AudienceId> own) {
        return jdbc.sql("""
                        insert into thread (id, case_id, audience_id, organisation_id)
                        select t.id, :case, t.audience, t.organisation
                          from unnest(:ids::uuid[], :audiences::uuid[], :organisations::uuid[]) as t (id, audience, organisation)
                         order by organisation
                        on conflict (case_id, audience_id) where title is null do nothing
                        returning id, organisation_id
                        """)
                .param("case", caseId.value())
                .param(
                        "ids",
                        own.keySet().stream()
                                .map(_ -> Uuid7.at(clock.instant()))
                                .toArray(UUID[]::new))
                .param("audiences", own.values().stream().map(AudienceId::value).toArray(UUID[]::new))
                .param("organisations", values(own.keySet()))
                .query((row, _) -> target(row, caseId))
                .list();
    }

    private List<ReplyTokens.Target> privateThreads(CaseId caseId, Set<OrganisationId> vendors) {
        return jdbc.sql("""
                        select id, organisation_id from thread
                         where case_id = :case and organisation_id = any(:organisations::uuid[]) and title is null
                        """)
                .param("case", caseId.value())
                .param("organisations", values(vendors))
                .query((row, _) -> target(row, caseId))
                .list();
    }

    private static ReplyTokens.Target target(ResultSet row, CaseId caseId) throws SQLException {
        return new ReplyTokens.Target(
                row.getObject(1, UUID.class), caseId, new OrganisationId(row.getObject(2, UUID.class)));
    }

    private static UUID[] values(Collection<OrganisationId> organisations) {
        return organisations.stream().map(OrganisationId::value).toArray(UUID[]::new);
    }

    private Map<OrganisationId, String> addresses(List<ReplyTokens.Target> targets) {
        List<String> issued = tokens.issue(targets);
        Map<OrganisationId, String> addresses = new LinkedHashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            addresses.put(targets.get(i).organisation(), "reply+" + issued.get(i) + "@" + mail.domain());
        }
        return addresses;
    }

    /** The staff's own notes of a case, opened on first use. Staff only. */
    public ThreadId notes(CaseId caseId) {
        return find(caseId, null).map(ThreadRow::id).orElseGet(() -> {
            AudienceId staff = audiences.open(caseId, Audience.Kind.STAFF, null);
            jdbc.sql(
                            "insert into thread (id, case_id, audience_id) values (:id, :case, :audience) on conflict do nothing")
                    .param("id", Uuid7.at(clock.instant()))
                    .param("case", caseId.value())
                    .param("audience", staff.value())
                    .update();
            return find(caseId, null).orElseThrow().id();
        });
    }

    /** The private thread of a vendor in a case, if the acting scope may see it. */
    public Optional<ThreadId> of(CaseId caseId, OrganisationId vendor) {
        return find(caseId, vendor).map(ThreadRow::id);
    }

    /**
     * Where these vendors' answers to a mail from this thread go: each into its own private thread, never to the others of a
     * group, and into this one if it is the vendor's own.
     */
    Map<OrganisationId, String> answersTo(ThreadRow thread, Collection<OrganisationId> vendors) {
        OrganisationId vendor = thread.vendor();
        return vendor == null || thread.title() == null
                ? openFor(thread.caseId(), vendors)
                : addresses(List.of(new ReplyTokens.Target(thread.id().value(), thread.caseId(), vendor)));
    }

    private Optional<ThreadRow> find(CaseId caseId, @Nullable OrganisationId vendor) {
        return jdbc.sql(SELECT + """
                        where t.case_id = :case
                           and (t.organisation_id = :vendor::uuid or :vendor::uuid is null and t.organisation_id is null)
                           and t.title is null and t.shared is null
                        """)
                .param("case", caseId.value())
                .param("vendor", vendor == null ? null : vendor.value(), Types.OTHER)
                .query(Threads::read)
                .optional();
    }

    /** When the thread was opened: before that nobody could have answered in it. */
    Instant openedAt(ThreadId id) {
        return jdbc.sql("select opened_at from thread where id = :id")
                .param("id", id.value())
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    ThreadRow get(ThreadId id) {
        return jdbc.sql(SELECT + "where t.id = :id")
                .param("id", id.value())
                .query(Threads::read)
                .optional()
                .orElseThrow(Refusal.NotFound::new);
    }

    private static final String SELECT = """
            select t.id, t.case_id, t.audience_id, t.organisation_id, t.shared, t.title, a.members_shown
              from thread t left join audience a on a.id = t.audience_id
            """;

    static ThreadKind kind(@Nullable String shared, @Nullable UUID vendor) {
        if (shared == null) {
            return vendor == null ? ThreadKind.NOTE : ThreadKind.VENDOR;
        }
        return shared.equals("group") ? ThreadKind.GROUP : ThreadKind.ALL;
    }

    private static ThreadRow read(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        UUID vendor = row.getObject(4, UUID.class);
        UUID title = row.getObject(6, UUID.class);
        return new ThreadRow(
                new ThreadId(row.getObject(1, UUID.class)),
                new CaseId(row.getObject(2, UUID.class)),
                new AudienceId(row.getObject(3, UUID.class)),
                vendor == null ? null : new OrganisationId(vendor),
                kind(row.getString(5), vendor),
                title == null ? null : new SealedId(title),
                row.getBoolean(7));
    }
}
