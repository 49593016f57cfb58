package org.chosei.distribution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.access.Grants;
import org.chosei.cases.status.Statuses;
import org.chosei.cases.status.VendorStatus;
import org.chosei.conversation.Messages;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.ledger.Timeline;
import org.chosei.mail.Deliveries;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.jspecify.annotations.Nullable;
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
    private final Grants grants;

    Fairness(
            WaveStore waves,
            Notices notices,
            Organisations organisations,
            Deliveries deliveries,
            Timeline timeline,
            Messages messages,
            Statuses statuses,
            Grants grants) {
        this.waves = waves;
        this.notices = notices;
        this.organisations = organisations;
        this.deliveries = deliveries;
        this.timeline = timeline;
        this.messages = messages;
        this.statuses = statuses;
        this.grants = grants;
    }

    /**
     * One vendor's line. Instants are null for what has not happened.
     *
     * @param grantedAt from when it sees the notice; null when that was taken back before
     * @param withdrawnAt when its access ended, by withdrawal or with an agreement
     */
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
            if (!chosen) {
                return "not-asked";
            }
            if (grantedAt == null || withdrawnAt != null) {
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
        Set<UUID> standing = waves.of(caseId).stream()
                .filter(wave -> wave.cancelledAt() == null)
                .map(Wave::id)
                .collect(Collectors.toSet());
        Map<OrganisationId, List<Grants.Given>> given = grants.given(caseId).stream()
                .filter(each -> standing.contains(each.wave()))
                .collect(Collectors.groupingBy(Grants.Given::organisation));
        Map<OrganisationId, List<WaveStore.Selected>> selections =
                waves.selections(caseId).stream().collect(Collectors.groupingBy(WaveStore.Selected::organisation));
        Map<OrganisationId, Organisation> vendors = organisations.byId(selections.keySet());
        List<Deliveries.Delivery> mails = deliveries.of(caseId);
        Map<OrganisationId, Instant> reads = timeline.firstReads(
                caseId,
                notices.sealed(caseId).stream().map(n -> n.body().value()).toList());
        Map<OrganisationId, Instant> acknowledged = notices.acknowledgements(caseId);
        Map<OrganisationId, Instant> wrote = messages.firstAnswers(caseId);
        Map<OrganisationId, Instant> stated = statuses.firstStated(caseId);
        Map<OrganisationId, Statuses.Stated> status = statuses.of(caseId);
        List<Line> lines = new ArrayList<>();
        selections.forEach((id, selected) -> {
            Organisation vendor = vendors.get(id);
            if (vendor == null) {
                return;
            }
            List<Grants.Given> own = given.getOrDefault(id, List.of());
            Grants.Given first = first(own);
            WaveStore.Selected chosen = first == null ? null : chosenIn(first.wave(), selected);
            Deliveries.Delivery mail = first == null ? null : mail(mails, first);
            Statuses.Stated says = status.get(id);
            lines.add(new Line(
                    vendor,
                    (chosen == null ? selected.getLast() : chosen).answer(),
                    chosen != null,
                    first == null ? null : first.from(),
                    endedAt(own),
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

    /** The first wave that showed the vendor something or will; if it was taken back each time, the first all the same. */
    private static Grants.@Nullable Given first(List<Grants.Given> own) {
        return own.stream()
                .filter(each -> each.from() != null)
                .findFirst()
                .or(() -> own.stream().findFirst())
                .orElse(null);
    }

    /** When the last of a vendor's grants was revoked; null while one stands. */
    private static @Nullable Instant endedAt(List<Grants.Given> own) {
        return own.stream().anyMatch(each -> each.revokedAt() == null)
                ? null
                : own.stream()
                        .flatMap(each -> Stream.ofNullable(each.revokedAt()))
                        .max(Comparator.naturalOrder())
                        .orElse(null);
    }

    private static WaveStore.@Nullable Selected chosenIn(UUID wave, List<WaveStore.Selected> selected) {
        return selected.stream()
                .filter(each -> each.chosen() && each.wave().equals(wave))
                .findFirst()
                .orElse(null);
    }

    private static Deliveries.@Nullable Delivery mail(List<Deliveries.Delivery> mails, Grants.Given given) {
        return mails.stream()
                .filter(mail ->
                        given.wave().equals(mail.wave()) && given.organisation().equals(mail.organisation()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return Stream.of(a, b)
                .flatMap(each -> each == null ? Stream.empty() : Stream.of(each))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
