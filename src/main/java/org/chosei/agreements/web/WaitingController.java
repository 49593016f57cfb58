package org.chosei.agreements.web;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.agreements.Agreements;
import org.chosei.agreements.Signature;
import org.chosei.agreements.paper.Paper;
import org.chosei.agreements.paper.Papers;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.registry.Organisations;
import org.chosei.web.Link;
import org.chosei.web.View;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;

/** What waits for a person of the CSIRT: signatures to sign under, and papers to read a second time. */
@Controller
@Transactional
public class WaitingController {
    private static final int SHOWN = 200;

    private final Agreements agreements;
    private final Papers papers;
    private final Organisations organisations;

    WaitingController(Agreements agreements, Papers papers, Organisations organisations) {
        this.agreements = agreements;
        this.papers = papers;
        this.organisations = organisations;
    }

    @Bean
    static Link waitingLink() {
        return new Link(52, "agreements.waiting", "/agreements/waiting", Permission.REGISTRY);
    }

    /**
     * The lists, longest waiting first.
     *
     * @param me who reads them: an own reading waits for somebody else
     */
    public record Waiting(
            List<Signature> signatures,
            List<Paper> papers,
            Map<OrganisationId, String> names,
            PersonId me,
            boolean more) {}

    @GetMapping("/agreements/waiting")
    @Allow(Permission.REGISTRY)
    View show(Locale locale) {
        List<Signature> signatures = agreements.withoutCountersignature(SHOWN);
        List<Paper> unread = papers.waiting(SHOWN);
        Map<OrganisationId, String> names = new HashMap<>();
        organisations
                .byId(Stream.concat(
                                signatures.stream().map(Signature::organisation),
                                unread.stream().map(Paper::organisation))
                        .distinct()
                        .toList())
                .forEach((id, organisation) -> names.put(id, organisation.name(locale)));
        return View.of(
                "agreements/waiting",
                "waiting",
                new Waiting(
                        signatures,
                        unread,
                        names,
                        Scopes.person().id(),
                        signatures.size() == SHOWN || unread.size() == SHOWN));
    }
}
