package org.chosei.distribution;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.cases.Statuses;
import org.chosei.cases.VendorStatus;
import org.chosei.conversation.Messages;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.ledger.Timeline;
import org.chosei.mail.Deliveries;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The fairness record of a case: for every vendor that was considered, why it was chosen or not, from when it could see the
 * notice, and what it did. Eight queries, whatever the number of vendors. That a mail was read is unknowable.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Fairness {
    private final WaveStore waves;
    private final Notices notices;
    private final Organisations organisations;
    private final Deliveries deliveries;
    private final Timeline timeline;
    private final Messages messages;
    private final Statuses statuses;
    private final JdbcClient jdbc;

    Fairness(
            WaveStore waves,
            Notices notices,
            Organisations organisations,
            Deliveries deliveries,
            Timeline timeline,
            Messages messages,
            Statuses statuses,
            JdbcClient jdbc) {
        this.waves = waves;
        this.notices = notices;
        this.organisations = organisations;
        this.deliveries = deliveries;
        this.timeline = timeline;
        this.messages = messages;
        this.statuses = statuses;
        this.jdbc = jdbc;
    }

    /** One vendor's line. Instants are null for what has not happened. */
    public record Line(
            Organisation vendor,
            Answer answer,
            boolean chosen,
            @Nullable Instant grantedAt,
            @Nullable Instant withdrawnAt,
            Deliveries.@Nullable State delivery,
            @Nullable Instant handedOverAt,
            @Nullable Instant readAt,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant answeredAt,
            @Nullable VendorStatus status) {

        /** Where the vendor stands: its own words, or what its silence is. A message key under {@code distribution.stands}. */
        public String stands(Instant now) {
            if (status != null) {
                return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
            if (!chosen || grantedAt == null) {
                return "not-asked";
            }
            if (withdrawnAt != null) {
                return "withdrawn";
            }
            if (now.isBefore(grantedAt)) {
                return "scheduled";
            }
            return answeredAt != null ? "answered" : readAt != null ? "read" : "asked-silent";
        }
    }

    /** The lines of a case, chosen vendors first, then by name. Staff only. */
    public List<Line> of(CaseId caseId, Locale locale) {
        Map<UUID, Wave> byId = waves.of(caseId).stream()
                .filter(wave -> wave.cancelledAt() == null)
                .collect(Collectors.toMap(Wave::id, wave -> wave));
        Map<OrganisationId, List<WaveStore.Selected>> selections =
                waves.selections(caseId).stream().collect(Collectors.groupingBy(WaveStore.Selected::organisation));
        Map<OrganisationId, Organisation> vendors = organisations.byId(selections.keySet());
        Map<OrganisationId, Deliveries.Delivery> mails = new LinkedHashMap<>();
        deliveries.of(caseId).stream()
                .filter(mail -> mail.wave() != null)
                .forEach(mail -> mails.putIfAbsent(mail.organisation(), mail));
        Map<OrganisationId, Instant> reads = timeline.firstReads(
                caseId,
                notices.sealed(caseId).stream().map(n -> n.body().value()).toList());
        Map<OrganisationId, Instant> acknowledged = notices.acknowledgements(caseId);
        Map<OrganisationId, Instant> wrote = messages.firstAnswers(caseId);
        Map<OrganisationId, Instant> stated = statuses.firstStated(caseId);
        Map<OrganisationId, Statuses.Stated> status = statuses.of(caseId);
        Map<OrganisationId, Instant> withdrawn = withdrawn(caseId);
        List<Line> lines = new ArrayList<>();
        selections.forEach((id, selected) -> {
            Organisation vendor = vendors.get(id);
            if (vendor == null) {
                return;
            }
            WaveStore.Selected chosen = selected.stream()
                    .filter(each -> each.chosen() && byId.containsKey(each.wave()))
                    .findFirst()
                    .orElse(null);
            Wave wave = chosen == null ? null : byId.get(chosen.wave());
            Deliveries.Delivery mail = mails.get(id);
            Statuses.Stated says = status.get(id);
            lines.add(new Line(
                    vendor,
                    (chosen == null ? selected.getLast() : chosen).answer(),
                    chosen != null,
                    wave == null ? null : wave.visibleFrom(),
                    withdrawn.get(id),
                    mail == null ? null : mail.state(),
                    mail == null ? null : mail.handedOverAt(),
                    reads.get(id),
                    acknowledged.get(id),
                    earlier(wrote.get(id), stated.get(id)),
                    says == null ? null : says.status()));
        });
        lines.sort(Comparator.comparing((Line line) -> !line.chosen())
                .thenComparing(line -> line.vendor().name(locale)));
        return lines;
    }

    private Map<OrganisationId, Instant> withdrawn(CaseId caseId) {
        Map<OrganisationId, Instant> found = new LinkedHashMap<>();
        jdbc.sql("select organisation_id, max(withdrawn_at) from withdrawal where case_id = :case group by 1")
                .param("case", caseId.value())
                .query((row, _) -> found.put(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
        return found;
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return Stream.of(a, b)
                .flatMap(each -> each == null ? Stream.empty() : Stream.of(each))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
