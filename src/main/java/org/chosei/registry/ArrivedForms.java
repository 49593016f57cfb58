package org.chosei.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Sha256;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Registration.Source;
import org.chosei.registry.Registration.State;
import org.chosei.registry.form.Consent;
import org.chosei.registry.form.ContactPointForm;
import org.chosei.registry.form.FormField;
import org.chosei.registry.form.FormLanguage;
import org.chosei.registry.form.FormTemplate;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes forms in, whichever way they came: kept byte for byte and numbered. Nothing is rejected; what is incomplete waits. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ArrivedForms {
    /** No CSIRT gets so many in earnest; more is somebody filling the list. */
    private static final int WEB_FORMS_PER_HOUR = 100;

    private final RegistrationStore store;
    private final WebFormLimits limits;
    private final Vault vault;
    private final Ledger ledger;
    private final Site site;
    private final InstantSource clock;

    ArrivedForms(
            RegistrationStore store, WebFormLimits limits, Vault vault, Ledger ledger, Site site, InstantSource clock) {
        this.limits = limits;
        this.store = store;
        this.vault = vault;
        this.ledger = ledger;
        this.site = site;
        this.clock = clock;
    }

    /**
     * A form with what it came in.
     *
     * @param key tells whether the same was handed in before
     * @param address where a web form came from, as a literal IP address; null for a mail
     */
    record Arrival(
            String key,
            Source source,
            @Nullable String sender,
            byte[] original,
            Instant at,
            @Nullable String address) {}

    /** Whether this very arrival was kept under this number. */
    boolean isKept(String key, String number) {
        return store.numberOf(key).filter(number::equals).isPresent();
    }

    /** The registration's number; {@code again} when this arrival had it already. */
    record Taken(String number, boolean again) {}

    /** @param blank the form that it was read by */
    Taken take(Arrival arrival, FormTemplate blank, ContactPointForm form) {
        store.lockArrival(arrival.key());
        return store.numberOf(arrival.key())
                .map(number -> new Taken(number, true))
                .orElseGet(() -> new Taken(keep(arrival, blank, form), false));
    }

    private String keep(Arrival arrival, FormTemplate blank, ContactPointForm form) {
        if (arrival.source() == Source.WEB
                && store.fromTheWebSince(arrival.at().minus(Duration.ofHours(1))) >= WEB_FORMS_PER_HOUR) {
            throw new Refusal.TooMany(3600);
        }
        if (arrival.address() != null) {
            limits.count(arrival.address(), arrival.at());
        }
        String number = store.nextNumber(arrival.at().atZone(site.zone()).getYear());
        SealedId original = vault.sealMail(arrival.original());
        Registration registration = new Registration(
                Uuid7.at(clock.instant()),
                number,
                arrival.source(),
                arrival.sender() == null ? null : JapaneseText.withoutControls(arrival.sender()),
                original,
                Sha256.hex(arrival.original()),
                language(form),
                blank,
                cleaned(form.answers()),
                new Consent(form.consent().state(), form.consent().found().map(JapaneseText::withoutControls)),
                form.problems(),
                arrival.at(),
                List.of());
        store.add(registration, arrival.key());
        store.addStep(registration.id(), registration.gaps().isEmpty() ? State.RECEIVED : State.INCOMPLETE, null, null);
        ledger.append(Entry.ofInstallation("registration.received")
                .about("registration", number)
                .about("sha256", registration.sha256()));
        return number;
    }

    private static Map<FormField, String> cleaned(Map<FormField, String> answers) {
        Map<FormField, String> clean = new EnumMap<>(FormField.class);
        answers.forEach((field, answer) -> clean.put(field, JapaneseText.withoutControls(answer)));
        return clean;
    }

    /** The language to answer in: that of the labels, and where both were kept, that of the answers. */
    private static Locale language(ContactPointForm form) {
        boolean japanese = form.language() == FormLanguage.JA
                || (form.language() != FormLanguage.EN
                        && form.answers().values().stream().anyMatch(Words::isJapanese));
        return japanese ? Locale.JAPANESE : Locale.ENGLISH;
    }
}
