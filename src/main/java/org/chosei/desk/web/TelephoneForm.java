package org.chosei.desk.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chosei.cases.status.Statement;
import org.chosei.cases.status.ToldStatuses;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.kernel.ZonedTime;

/**
 * What staff typed about telephone calls.
 *
 * @param statement what they said, beside the status
 * @param which the vulnerability that it is about; empty for all
 * @param by who said it, unless a vendor has a name of its own
 * @param at local date and time; {@code zone} says where
 * @param each the names given for single vendors
 */
public record TelephoneForm(
        String status,
        String fixDate,
        String statement,
        String which,
        String by,
        String at,
        String zone,
        Map<String, String> each) {
    private static final String BY = "by-";

    static TelephoneForm blank() {
        return new TelephoneForm("", "", "", "", "", "", "", Map.of());
    }

    static TelephoneForm of(Map<String, String> form) {
        Map<String, String> each = new LinkedHashMap<>();
        form.forEach((name, value) -> {
            if (name.startsWith(BY)) {
                each.put(name.substring(BY.length()), value);
            }
        });
        return new TelephoneForm(
                form.getOrDefault("status", ""),
                form.getOrDefault("fixDate", ""),
                form.getOrDefault("statement", ""),
                form.getOrDefault("which", ""),
                form.getOrDefault("by", ""),
                form.getOrDefault("at", ""),
                form.getOrDefault("zone", ""),
                each);
    }

    /** The call, or {@link Refusal.Invalid} naming the field: status, fixDate, statement, at, by, vendor. */
    ToldStatuses.Call read(Set<OrganisationId> vendors, Instant openedAt, Instant now) {
        Map<OrganisationId, String> names = new LinkedHashMap<>();
        vendors.forEach(vendor -> names.put(vendor, each.getOrDefault(vendor.toString(), by)));
        List<UUID> of = which.isBlank() ? List.of() : List.of(Uuid7.parse(which));
        ToldStatuses.Call call = new ToldStatuses.Call(
                new Statement.Typed(status, fixDate, statement, "", "").read(now), names, instant(now), of);
        call.check(now);
        // typed to the minute, while a case opens in the middle of one
        if (call.at().isBefore(openedAt.truncatedTo(ChronoUnit.MINUTES))) {
            throw new Refusal.Invalid("at", "told-before-case");
        }
        return call;
    }

    /** The zones to choose from, the one that was chosen first. */
    public List<String> zones(ZoneId own) {
        return ZonedTime.offered(zone, own);
    }

    private Instant instant(Instant now) {
        try {
            Instant read = LocalDateTime.parse(at).atZone(ZoneId.of(zone)).toInstant();
            if (read.isAfter(now.minusSeconds(10L * 366 * 24 * 3600))) {
                return read;
            }
        } catch (DateTimeException e) {
            throw new Refusal.Invalid("at", "told-when");
        }
        throw new Refusal.Invalid("at", "told-when");
    }
}
