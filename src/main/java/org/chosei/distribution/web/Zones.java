package org.chosei.distribution.web;

import java.time.ZoneId;
import java.util.List;
import org.chosei.kernel.ZonedTime;
import org.chosei.web.Site;

/** The time zones that a form offers: those that are asked for most, then all. */
public record Zones(List<String> first, List<String> all) {
    private static final List<String> ALL = ZoneId.getAvailableZoneIds().stream()
            .filter(id -> id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
            .sorted()
            .toList();

    static Zones of(Site site) {
        List<String> first = ZonedTime.offered("", site.zone());
        return new Zones(first, ALL.stream().filter(id -> !first.contains(id)).toList());
    }
}
