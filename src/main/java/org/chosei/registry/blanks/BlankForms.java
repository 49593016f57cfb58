package org.chosei.registry.blanks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.chosei.kernel.Iso2022Jp;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Sha256;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.registry.form.Consent;
import org.chosei.registry.form.ConsentDifference;
import org.chosei.registry.form.ContactPointForm;
import org.chosei.registry.form.FormField;
import org.chosei.registry.form.FormTemplate;
import org.chosei.registry.form.MailedForm;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The blank form that vendors are given, and every earlier one: what was handed out once stays readable. The operator
 * may put the text of an own form in place; its numbered lines and its sentence of consent are understood.
 */
@Component
@Transactional
public class BlankForms {
    /** Without these nobody could be registered or answered. */
    public static final Set<FormField> NEEDED =
            Set.of(FormField.ORGANIZATION_NAME, FormField.TEAM_EMAIL, FormField.NAME, FormField.CONTACT_EMAIL);

    private static final int LONGEST = 100_000;

    private final BlankStore store;
    private final Ledger ledger;

    BlankForms(BlankStore store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    /** What the operator installed, newest first; empty while the shipped form is in use. */
    @Transactional(readOnly = true)
    public List<InstalledForm> installed() {
        return store.all();
    }

    /** The form that is handed out now. */
    @Transactional(readOnly = true)
    public FormTemplate current() {
        return all().getFirst();
    }

    /** Every form that was ever handed out, the current one first. */
    @Transactional(readOnly = true)
    public List<FormTemplate> all() {
        List<FormTemplate> all =
                new ArrayList<>(store.all().stream().map(InstalledForm::form).toList());
        all.add(FormTemplate.contactPoint());
        return all;
    }

    /** A filled form, and which blank one it was made of. */
    public record Read(FormTemplate blank, ContactPointForm form) {}

    /**
     * Reads a mail by the blank form that fits it best: most answers, then the better consent, then, for a changed
     * sentence, the form whose sentence it is most like, then the newest form.
     */
    @Transactional(readOnly = true)
    public Read read(IncomingMail mail) {
        return all().stream()
                .map(blank -> new Read(blank, MailedForm.read(mail, blank)))
                // of equals this keeps the first, which is the newest
                .max(Comparator.comparingInt((Read read) -> read.form().filled())
                        .thenComparing(read -> read.form().consent().state(), Comparator.comparing(BlankForms::worth))
                        .thenComparingDouble(BlankForms::likeness))
                .orElseThrow();
    }

    private static double likeness(Read read) {
        return read.form()
                .consent()
                .found()
                .map(found -> ConsentDifference.likeness(read.blank().consent(), found))
                .orElse(0.0);
    }

    private static int worth(Consent.State state) {
        return switch (state) {
            case INTACT -> 2;
            case ALTERED -> 1;
            case MISSING -> 0;
        };
    }

    /**
     * What a text would be as the blank form, and what keeps it from being one.
     *
     * @param missing the characters that ISO-2022-JP lacks
     */
    public record Look(FormTemplate form, List<Refusal.Invalid> problems, Set<String> missing) {
        /** Of the text that was looked at, lower-case hex: it alone is put in place. */
        public String sha256() {
            return Sha256.hex(form.blank().getBytes(UTF_8));
        }
    }

    /** Tries a text. */
    @Transactional(readOnly = true)
    public Look look(String text) {
        String blank = normal(text);
        FormTemplate form = FormTemplate.installed(blank, next());
        List<Refusal.Invalid> problems = new ArrayList<>();
        if (blank.length() > LONGEST) {
            problems.add(new Refusal.Invalid("blank", "blank-too-long", LONGEST));
        } else if (!form.asksAnything()) {
            problems.add(new Refusal.Invalid("blank", "blank-no-items"));
        } else {
            missing(form).forEach(problems::add);
            if (form.consent().isEmpty()) {
                problems.add(new Refusal.Invalid("blank", "blank-no-consent"));
            }
        }
        if (problems.isEmpty() && blank.equals(current().blank())) {
            problems.add(new Refusal.Invalid("blank", "blank-same"));
        }
        return new Look(form, problems, Iso2022Jp.missing(blank));
    }

    private static Stream<Refusal.Invalid> missing(FormTemplate form) {
        FormTemplate known = FormTemplate.contactPoint();
        return NEEDED.stream()
                .sorted()
                .filter(field -> !form.asks(field))
                .map(field -> new Refusal.Invalid("blank", "blank-field-missing", known.label(field)));
    }

    /**
     * Puts a text in place as the form that is handed out from now on. Staff only.
     *
     * @param after the newest version that was on the page
     * @param looked {@link Look#sha256} of what was looked at; another text is to be looked at first
     */
    public int install(int after, String text, String looked) {
        store.lock();
        if (next() != after + 1) {
            throw new Refusal.Stale("blank-newer");
        }
        Look look = look(text);
        if (!look.problems().isEmpty()) {
            throw look.problems().getFirst();
        }
        String sha256 = look.sha256();
        if (!sha256.equals(looked)) {
            throw new Refusal.Invalid("blank", "blank-not-looked-at");
        }
        store.add(after + 1, look.form().blank(), sha256);
        ledger.append(Entry.ofInstallation("form.installed")
                .about("version", after + 1)
                .about("sha256", sha256));
        return after + 1;
    }

    private int next() {
        return 1 + store.all().stream().mapToInt(InstalledForm::version).max().orElse(0);
    }

    private static String normal(String text) {
        return JapaneseText.withoutControls(text)
                        .lines()
                        .map(String::stripTrailing)
                        .reduce("", (all, line) -> all + line + "\n")
                        .strip()
                + "\n";
    }
}
