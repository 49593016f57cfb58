package org.chosei.cases.clocks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisations;
import org.chosei.registry.closures.Closure;
import org.chosei.registry.closures.Closures;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The business calendars of organisations: the imported holidays, when the CSIRT is closed, and when they are. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class BusinessCalendars {
    private final Holidays holidays;
    private final Closures closures;
    private final Organisations organisations;
    private final Site site;

    BusinessCalendars(Holidays holidays, Closures closures, Organisations organisations, Site site) {
        this.holidays = holidays;
        this.closures = closures;
        this.organisations = organisations;
        this.site = site;
    }

    /** The calendar of each, as far as the acting scope may know when it is closed. Two queries, however many. */
    public Map<OrganisationId, BusinessCalendar> ofEach(Collection<OrganisationId> each) {
        OrganisationId coordinator = organisations.coordinator();
        Set<OrganisationId> asked = new LinkedHashSet<>(each);
        asked.add(coordinator);
        Map<OrganisationId, List<Closure>> closed = closures.ofEach(asked);
        Set<LocalDate> days = holidays.all().stream().map(Holiday::day).collect(Collectors.toSet());
        Map<OrganisationId, BusinessCalendar> calendars = new LinkedHashMap<>();
        for (OrganisationId organisation : asked) {
            List<Closure> both = new ArrayList<>(closed.getOrDefault(coordinator, List.of()));
            if (!organisation.equals(coordinator)) {
                both.addAll(closed.getOrDefault(organisation, List.of()));
            }
            calendars.put(organisation, new BusinessCalendar(site.zone(), days, both));
        }
        return calendars;
    }

    /** The CSIRT's own. */
    public BusinessCalendar own() {
        OrganisationId coordinator = organisations.coordinator();
        BusinessCalendar calendar = ofEach(List.of()).get(coordinator);
        return calendar == null ? new BusinessCalendar(site.zone(), Set.of(), List.of()) : calendar;
    }
}
