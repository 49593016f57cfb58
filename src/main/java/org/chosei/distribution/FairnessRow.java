package org.chosei.distribution;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.Deliveries;
import org.jspecify.annotations.Nullable;

/**
 * What one wave was to one vendor that was looked at for it. Instants are null for what has not happened; whether a mail was
 * read is unknowable and stands nowhere.
 *
 * @param number of the case
 * @param ordinal of the wave's notice in its case
 * @param instant of the wave
 * @param grantedAt from when the vendor sees the notice; null when it was not chosen or that was taken back before
 * @param place in the order in which the wave's mails were handed over, from 1; 0 when it was not
 * @param readAt when the notice was first opened on the portal
 * @param answeredAt when the vendor first stated or wrote anything in the case after that
 * @param endedAt when the access that this wave gave was ended
 */
public record FairnessRow(
        CaseId caseId,
        String number,
        UUID wave,
        int ordinal,
        Instant instant,
        OrganisationId vendor,
        String nameJa,
        String nameEn,
        Answer answer,
        boolean chosen,
        @Nullable Instant grantedAt,
        Deliveries.@Nullable State delivery,
        @Nullable Instant handedOverAt,
        int place,
        int tries,
        @Nullable Instant toldAt,
        @Nullable Instant readAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt) {

    /** The vendor's name for readers of this language. */
    public String name(Locale locale) {
        boolean ja = locale.getLanguage().equals("ja") ? !nameJa.isBlank() : nameEn.isBlank();
        return ja ? nameJa : nameEn;
    }

    /** How long after the instant of the wave something happened; null when it has not. */
    public @Nullable Duration after(@Nullable Instant what) {
        return what == null ? null : Duration.between(instant, what);
    }

    /** Whether the vendor was to do something and nothing of it has been heard, read or acknowledged. */
    public boolean silent() {
        return grantedAt != null && endedAt == null && readAt == null && acknowledgedAt == null && answeredAt == null;
    }
}
