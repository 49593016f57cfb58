package org.chosei.desk.web;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.conversation.MailFiling;
import org.chosei.conversation.MailFiling.Meant;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.IncomingMails;
import org.chosei.mail.IncomingMails.Brief;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the list of the mail desk says of each mail's sender and of the threads that it was meant for, by name. */
@Component
public class MailLines {
    private final IncomingMails mails;
    private final MailFiling filing;
    private final Organisations organisations;

    MailLines(IncomingMails mails, MailFiling filing, Organisations organisations) {
        this.mails = mails;
        this.filing = filing;
        this.organisations = organisations;
    }

    /**
     * One mail.
     *
     * @param keyOwner whose registered key signed it; empty for nobody's
     * @param addressOwner whose registered address it says it is from; empty for nobody's
     * @param threads the threads it was meant for, each by its case's number and its vendor
     * @param misled whether one of these is not the thread of whoever signed it
     */
    public record Line(Brief brief, String keyOwner, String addressOwner, List<String> threads, boolean misled) {}

    /** Those that somebody looked into. The queries do not grow with the mails. */
    Map<UUID, Line> of(List<IncomingMails.Facts> page, Locale locale) {
        Map<UUID, Brief> briefs = mails.briefs(page);
        Map<UUID, List<Meant>> meant = filing.meant(briefs.keySet());
        Map<OrganisationId, Organisation> named = organisations.byId(involved(briefs, meant));
        Map<UUID, Line> lines = new HashMap<>();
        briefs.forEach((id, brief) -> {
            List<Meant> threads = meant.getOrDefault(id, List.of());
            lines.put(
                    id,
                    new Line(
                            brief,
                            name(brief.keyOwner(), named, locale),
                            name(brief.registeredBy(), named, locale),
                            threads.stream()
                                    .map(each -> each.number() + " " + name(each.vendor(), named, locale))
                                    .toList(),
                            brief.keyOwner() != null
                                    && threads.stream()
                                            .anyMatch(each -> !each.vendor().equals(brief.keyOwner()))));
        });
        return lines;
    }

    private static Set<OrganisationId> involved(Map<UUID, Brief> briefs, Map<UUID, List<Meant>> meant) {
        return Stream.concat(
                        briefs.values().stream()
                                .flatMap(brief -> Stream.concat(
                                        Stream.ofNullable(brief.keyOwner()), Stream.ofNullable(brief.registeredBy()))),
                        meant.values().stream().flatMap(List::stream).map(Meant::vendor))
                .collect(Collectors.toSet());
    }

    private static String name(@Nullable OrganisationId id, Map<OrganisationId, Organisation> named, Locale locale) {
        Organisation found = id == null ? null : named.get(id);
        return found == null ? "" : found.name(locale);
    }
}
