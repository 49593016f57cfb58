package org.chosei.registry.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.OpenCases;
import org.chosei.registry.OpenCases.OpenCase;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.Organisations;
import org.chosei.registry.RegistrationClasses;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what a change of class would and would not change. */
@Component
@Transactional
public class ClassPages {
    private final Organisations organisations;
    private final RegistrationClasses classes;
    private final OpenCases open;
    private final ActorNames actors;
    private final InstantSource clock;

    ClassPages(
            Organisations organisations,
            RegistrationClasses classes,
            OpenCases open,
            ActorNames actors,
            InstantSource clock) {
        this.organisations = organisations;
        this.classes = classes;
        this.open = open;
        this.actors = actors;
        this.clock = clock;
    }

    /**
     * A vendor's class.
     *
     * @param to the class that it would get
     * @param cases those that stay open to it, whichever class it gets
     */
    public record Page(
            Organisation organisation,
            RegistrationClass now,
            RegistrationClass to,
            UUID version,
            List<RegistrationClasses.Change> history,
            List<OpenCase> cases,
            Map<String, String> actors,
            Instant at) {

        /** Those that it sees already. */
        public List<OpenCase> seen() {
            return cases.stream().filter(each -> !each.from().isAfter(at)).toList();
        }

        /** Those that it will see when the instant of a planned wave has come. */
        public List<OpenCase> coming() {
            return cases.stream().filter(each -> each.from().isAfter(at)).toList();
        }
    }

    Page of(OrganisationId id) {
        Organisation organisation = organisations.find(id).orElseThrow(Refusal.NotFound::new);
        RegistrationClass now = organisation.registrationClass();
        if (now == null) {
            throw new Refusal.WrongState("class-of-vendors");
        }
        List<RegistrationClasses.Change> history = classes.history(id);
        return new Page(
                organisation,
                now,
                switch (now) {
                    case GENERAL -> RegistrationClass.INDIVIDUAL;
                    case INDIVIDUAL -> RegistrationClass.GENERAL;
                },
                classes.version(id),
                history,
                open.of(id),
                actors.of(history.stream().map(RegistrationClasses.Change::by).toList()),
                clock.instant());
    }
}
