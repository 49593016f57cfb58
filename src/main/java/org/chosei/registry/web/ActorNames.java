package org.chosei.registry.web;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chosei.identity.People;
import org.chosei.kernel.PersonId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Names for the actors that rows carry ({@code person:ID}), as far as the reader may know them. */
@Component
@Transactional(readOnly = true)
public class ActorNames {
    private static final String PERSON = "person:";

    private final People people;

    ActorNames(People people) {
        this.people = people;
    }

    /** By actor; who is no person, or not known to the reader, is absent. */
    public Map<String, String> of(Collection<String> actors) {
        Map<String, String> names = new LinkedHashMap<>();
        people.names(actors.stream()
                        .filter(actor -> actor.startsWith(PERSON))
                        .map(actor -> PersonId.of(actor.substring(PERSON.length())))
                        .distinct()
                        .toList())
                .forEach((id, name) -> names.put(PERSON + id, name));
        return names;
    }
}
