package org.chosei.registry.keys;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.KeyFitness;
import org.chosei.kernel.OrganisationId;
import org.chosei.ledger.Ledger;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.registry.ContactPoint;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.keys.KeyWarningStore.Due;
import org.chosei.registry.keys.KeyWarningStore.Watched;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Warns organisations of keys that end or can no longer be used, each thing once, and tells staff which those are. */
@Component
@Transactional
public class KeyWarnings {
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm (xxx)", Locale.ROOT);
    private static final int PAGE = 50;
    private static final int LISTED = 500;

    private final KeyWarningStore store;
    private final Organisations organisations;
    private final ContactPoints contacts;
    private final ClearLetters letters;
    private final Ledger ledger;
    private final Site site;
    private final InstantSource clock;

    KeyWarnings(
            KeyWarningStore store,
            Organisations organisations,
            ContactPoints contacts,
            ClearLetters letters,
            Ledger ledger,
            Site site,
            InstantSource clock) {
        this.store = store;
        this.organisations = organisations;
        this.contacts = contacts;
        this.letters = letters;
        this.ledger = ledger;
        this.site = site;
        this.clock = clock;
    }

    /** What there is to warn of about this key now, on the pages; empty for nothing. */
    public Optional<KeyWarning> about(UploadedKey key) {
        return KeyWarning.of(key.fitness(), clock.instant());
    }

    /**
     * Judges the proved keys after this one and warns of what nobody was warned of before.
     *
     * @return the last of them; empty when there were none
     */
    Optional<UUID> judge(@Nullable UUID after) {
        Instant now = clock.instant();
        List<Watched> page = store.page(after, PAGE);
        List<Due> due = store.add(page.stream()
                .flatMap(key -> KeyWarning.of(KeyFitness.of(key.certificate(), now), now).stream()
                        .map(warning -> new Due(key, warning)))
                .toList());
        Set<OrganisationId> ids =
                due.stream().map(each -> each.key().organisation()).collect(Collectors.toSet());
        if (!ids.isEmpty()) {
            Map<OrganisationId, Organisation> owners = organisations.byId(ids);
            Map<OrganisationId, ContactPoint> teams = contacts.teams(ids);
            for (Due each : due) {
                warn(
                        each,
                        owners.get(each.key().organisation()),
                        teams.get(each.key().organisation()),
                        now);
            }
        }
        return page.isEmpty() ? Optional.empty() : Optional.of(page.getLast().id());
    }

    private void warn(Due due, @Nullable Organisation owner, @Nullable ContactPoint team, Instant now) {
        ledger.append(
                KeyRules.about("key.warned", due.key().organisation(), due.key().certificate())
                        .about("stage", due.warning().stage()));
        if (owner == null || team == null || team.email().isEmpty()) {
            return;
        }
        Locale language = team.language();
        Instant end = Objects.requireNonNullElse(due.warning().endsAt(), now);
        Map<String, String> variables = new HashMap<>(Map.of(
                "team", site.name(language),
                "organisation", owner.name(language),
                "fingerprint", due.key().certificate().spokenFingerprint(),
                "link", site.address("/organisation")));
        boolean over = due.warning().stage() == KeyWarning.Stage.UNFIT;
        variables.put(over ? "at" : "until", AT.format(end.atZone(site.zone())));
        letters.stage(team.email(), language, over ? ClearTemplate.KEY_UNFIT : ClearTemplate.KEY_RUNS_OUT, variables);
    }

    /**
     * A key that ends within 30 days or can no longer be used.
     *
     * @param warnedAt when its organisation was told last
     */
    public record Ending(Organisation organisation, Certificate certificate, KeyWarning warning, Instant warnedAt) {}

    /** Those of all organisations, the ones that end first on top; what was renewed meanwhile is not among them. Staff only. */
    public List<Ending> endings() {
        Instant now = clock.instant();
        List<KeyWarningStore.Warned> warned = store.warned(LISTED);
        Map<OrganisationId, Organisation> owners = organisations.byId(
                warned.stream().map(KeyWarningStore.Warned::organisation).collect(Collectors.toSet()));
        return warned.stream()
                .flatMap(each -> {
                    Organisation owner = owners.get(each.organisation());
                    return owner == null
                            ? Stream.empty()
                            : KeyWarning.of(KeyFitness.of(each.certificate(), now), now).stream()
                                    .map(warning -> new Ending(owner, each.certificate(), warning, each.at()));
                })
                .sorted(Comparator.comparing(
                        (Ending each) -> each.warning().endsAt(), Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }
}
