package org.chosei.registry.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Contact;
import org.chosei.registry.facts.Facts;
import org.chosei.registry.keys.KeyComparisons;
import org.chosei.registry.keys.KeyComparisons.Comparison;
import org.chosei.registry.keys.KeyHistory;
import org.chosei.registry.keys.KeyWarning;
import org.chosei.registry.keys.KeyWarnings;
import org.chosei.registry.keys.Keys;
import org.chosei.registry.keys.UploadedKey;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the pages show of an organisation's keys. */
@Component
@Transactional
public class KeyPages {
    private final Keys keys;
    private final KeyComparisons comparisons;
    private final KeyHistory history;
    private final KeyWarnings warnings;

    KeyPages(Keys keys, KeyComparisons comparisons, KeyHistory history, KeyWarnings warnings) {
        this.keys = keys;
        this.comparisons = comparisons;
        this.history = history;
        this.warnings = warnings;
    }

    /**
     * A key in use.
     *
     * @param warning what there is to warn of now; null for nothing
     * @param familiar whether it names an address of the organisation's contacts or domains
     * @param comparisons the calls about it, newest first
     */
    public record Shown(
            UploadedKey key, @Nullable KeyWarning warning, boolean familiar, List<Comparison> comparisons) {}

    /** The keys in use, newest first, and what is over. */
    public record Of(List<Shown> inUse, List<KeyHistory.Past> past) {
        Stream<String> actors() {
            return Stream.concat(
                    past.stream().map(KeyHistory.Past::by),
                    inUse.stream()
                            .flatMap(shown -> Stream.concat(
                                    Stream.ofNullable(shown.key().proof()).map(UploadedKey.Proof::by),
                                    shown.comparisons().stream().map(Comparison::by))));
        }

        /** Those that belong to one contact. */
        public List<UploadedKey> of(Contact.Role contact) {
            return inUse.stream()
                    .map(Shown::key)
                    .filter(key -> key.contact() == contact)
                    .toList();
        }
    }

    Of of(OrganisationId organisation, List<Contact> contacts, @Nullable Facts facts) {
        boolean staff = Scopes.current() instanceof Scope.Person person && person.isStaff();
        Map<UUID, List<Comparison>> calls = (staff ? comparisons.withNotes(organisation) : comparisons.of(organisation))
                .stream().collect(Collectors.groupingBy(Comparison::key));
        return new Of(
                keys.of(organisation).stream()
                        .map(key -> new Shown(
                                key,
                                warnings.about(key).orElse(null),
                                familiar(key, contacts, facts),
                                calls.getOrDefault(key.id(), List.of())))
                        .toList(),
                history.of(organisation));
    }

    private static boolean familiar(UploadedKey key, List<Contact> contacts, @Nullable Facts facts) {
        List<String> domains = facts == null ? List.of() : facts.domains();
        return key.certificate().emailAddresses().stream()
                .map(address -> address.toLowerCase(Locale.ROOT))
                .anyMatch(address -> contacts.stream()
                                .anyMatch(contact -> contact.email().equalsIgnoreCase(address))
                        || domains.stream()
                                .anyMatch(domain -> address.endsWith("@" + domain) || address.endsWith("." + domain)));
    }
}
