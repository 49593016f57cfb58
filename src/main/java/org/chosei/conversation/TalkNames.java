package org.chosei.conversation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.GroupMembers;
import org.chosei.access.Scopes;
import org.chosei.conversation.Messages.Message;
import org.chosei.identity.People;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Names that stand on a page of talk, as far as the reader may know them. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class TalkNames {
    private static final String PERSON = "person:";

    private final People people;
    private final Organisations organisations;

    TalkNames(People people, Organisations organisations) {
        this.people = people;
        this.organisations = organisations;
    }

    /** Names of the reader and of the people who wrote, by the way authors are written. One query. */
    Map<String, String> people(List<Message> texts) {
        Set<PersonId> writers = new LinkedHashSet<>(List.of(Scopes.person().id()));
        texts.stream()
                .flatMap(message -> Stream.ofNullable(message.author()))
                .filter(author -> author.startsWith(PERSON))
                .forEach(author -> writers.add(PersonId.of(author.substring(PERSON.length()))));
        Map<String, String> names = new LinkedHashMap<>();
        people.names(writers).forEach((id, name) -> names.put(PERSON + id, name));
        return names;
    }

    /**
     * Names of organisations: those of a group that shows its members were sealed for the group.
     *
     * @param own the reader's
     */
    Map<OrganisationId, String> organisations(
            List<ThreadLine> lines,
            List<Message> texts,
            Collection<OrganisationId> inside,
            Collection<OrganisationId> others,
            List<GroupMembers.Member> members,
            Map<SealedId, Opened> opened,
            OrganisationId coordinator,
            OrganisationId own,
            Locale locale) {
        Set<OrganisationId> asked = new LinkedHashSet<>(List.of(coordinator, own));
        lines.forEach(line -> Optional.ofNullable(line.vendor()).ifPresent(asked::add));
        texts.forEach(message -> Optional.ofNullable(message.organisation()).ifPresent(asked::add));
        asked.addAll(inside);
        asked.addAll(others);
        Map<OrganisationId, String> names = new LinkedHashMap<>();
        members.forEach(member -> {
            UUID name = member.name();
            if (name != null) {
                names.put(member.organisation(), inLanguage(SealedThread.text(opened, new SealedId(name)), locale));
            }
        });
        Map<OrganisationId, Organisation> known = organisations.byId(asked);
        known.forEach((id, organisation) -> names.put(id, organisation.name(locale)));
        return names;
    }

    private static String inLanguage(String names, Locale locale) {
        String[] both = names.split("\n", -1);
        String first = both[0];
        String second = both.length > 1 ? both[1] : "";
        boolean ja = locale.getLanguage().equals("ja") ? !first.isBlank() : second.isBlank();
        return ja ? first : second;
    }
}
