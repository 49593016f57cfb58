package org.chosei.distribution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Grants;
import org.chosei.cases.status.MatrixState;
import org.chosei.cases.status.VendorStatus;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.Deliveries;
import org.chosei.registry.Organisation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The fairness record of a case: for every vendor that was considered, why it was chosen or not, from when it could see the
 * notice, and what it did. One query, whatever the number of vendors. That a mail was read is unknowable.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Fairness {
    private final FairnessStore store;

    Fairness(FairnessStore store) {
        this.store = store;
    }

    /**
     * One vendor's line. Instants are null for what has not happened.
     *
     * @param grantedAt from when it sees the notice; null when that was taken back before
     * @param withdrawnAt when its access ended, by withdrawal or with an agreement
     * @param nextTryAt when its deferred mail is tried again, after {@code tries} tries and the relay's last {@code reply}
     * @param further what became of that mail at further addresses of the vendor's team
     * @param toldAt when it was told without content that something waits on the portal, instead of a mail of the notice
     */
    public record Line(
            Organisation vendor,
            Answer answer,
            boolean chosen,
            @Nullable Instant grantedAt,
            @Nullable Instant withdrawnAt,
            Deliveries.@Nullable State delivery,
            @Nullable Instant handedOverAt,
            @Nullable Instant nextTryAt,
            int tries,
            String reply,
            List<Deliveries.Further> further,
            @Nullable Instant toldAt,
            @Nullable Instant readAt,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant answeredAt,
            @Nullable VendorStatus status) {

        /**
         * Since when nothing was heard of a vendor that was asked: since it sees the notice, or since it read or
         * acknowledged it. Null for one that answered, was not asked, or sees nothing.
         */
        public @Nullable Instant silentSince(Instant now) {
            Instant from = grantedAt;
            if (!chosen || from == null || from.isAfter(now) || withdrawnAt != null || answeredAt != null) {
                return null;
            }
            return Stream.of(from, readAt == null ? from : readAt, acknowledgedAt == null ? from : acknowledgedAt)
                    .max(Comparator.naturalOrder())
                    .orElse(from);
        }

        /** For how many whole days. */
        public long silentDays(Instant now) {
            Instant since = silentSince(now);
            return since == null ? 0 : Duration.between(since, now).toDays();
        }

        /** What is known of the vendor beside what it stated. */
        public MatrixState.Known known() {
            return new MatrixState.Known(chosen, grantedAt, withdrawnAt, readAt, acknowledgedAt, answeredAt);
        }

        /** Where the vendor stands: its own words, or what its silence is. */
        public MatrixState state(Instant now) {
            return MatrixState.of(status, known(), now);
        }

        /** The same as a message key under {@code distribution.stands}. */
        public String stands(Instant now) {
            return state(now).key();
        }
    }

    /** The lines of a case, chosen vendors first, then by name. Staff only. */
    public List<Line> of(CaseId caseId, Locale locale) {
        FairnessStore.Facts facts = store.of(caseId);
        List<Line> lines = new ArrayList<>();
        facts.selections().forEach((id, selected) -> {
            Organisation vendor = facts.vendors().get(id);
            if (vendor != null) {
                lines.add(line(vendor, selected, facts));
            }
        });
        lines.sort(Comparator.comparing((Line line) -> !line.chosen())
                .thenComparing(line -> line.vendor().name(locale)));
        return lines;
    }

    private static Line line(Organisation vendor, List<SelectionStore.Selected> selected, FairnessStore.Facts facts) {
        OrganisationId id = vendor.id();
        List<Grants.Given> own = facts.given().getOrDefault(id, List.of());
        Grants.Given first = first(own);
        SelectionStore.Selected chosen = first == null ? null : chosenIn(first.wave(), selected);
        FairnessStore.Mail mail = first == null ? null : facts.mails().get(new FairnessStore.InWave(first.wave(), id));
        return new Line(
                vendor,
                (chosen == null ? selected.getLast() : chosen).answer(),
                chosen != null,
                first == null ? null : first.from(),
                endedAt(own),
                mail == null ? null : mail.state(),
                mail == null ? null : mail.handedOverAt(),
                mail == null ? null : mail.nextTryAt(),
                mail == null ? 0 : mail.tries(),
                mail == null ? "" : mail.reply(),
                first == null ? List.of() : facts.further(first.wave(), id),
                first == null ? null : facts.told().get(new FairnessStore.InWave(first.wave(), id)),
                facts.reads().get(id),
                facts.acknowledged().get(id),
                earlier(facts.wrote().get(id), facts.stated().get(id)),
                facts.status().get(id));
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

    private static SelectionStore.@Nullable Selected chosenIn(UUID wave, List<SelectionStore.Selected> selected) {
        return selected.stream()
                .filter(each -> each.chosen() && each.wave().equals(wave))
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
