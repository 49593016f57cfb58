package org.chosei.distribution;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.agreements.Act;
import org.chosei.agreements.AgreementKind;
import org.chosei.agreements.AgreementText;
import org.chosei.agreements.Agreements;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Tlp;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.Organisations;
import org.chosei.registry.Registration;
import org.chosei.registry.RegistrationByWeb;
import org.chosei.registry.Registrations;
import org.chosei.registry.form.FormField;
import org.chosei.registry.keys.KeyProofs;
import org.chosei.registry.keys.Keys;
import org.chosei.registry.keys.UploadedKey;
import org.chosei.registry.vetting.Confirmations;
import org.chosei.registry.vetting.VettingRecords;
import org.chosei.testing.Gpg;
import org.chosei.testing.TestVetting;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Makes vendors, cases and waves on a running server by its own use cases, as the people of the cast would. */
public final class Vendors {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Pattern CODE = Pattern.compile("Code: ([A-Z0-9-]+)");

    private final Parts parts;

    /** Hands out the parts of a running server. */
    public interface Parts {
        <T> T get(Class<T> type);
    }

    public Vendors(Parts parts) {
        this.parts = parts;
    }

    /** A vendor with the mailbox of its team; the key is empty until it has proved one. */
    public record Vendor(OrganisationId id, String name, String email, String fingerprint) {}

    public Instant now() {
        return parts.get(InstantSource.class).instant();
    }

    public Scope.Person staff() {
        OrganisationId csirt = Scopes.as(
                new Scope.Person(new PersonId(UUID.randomUUID()), new OrganisationId(UUID.randomUUID()), Set.of()),
                () -> in(() -> parts.get(Organisations.class).coordinator()));
        return new Scope.Person(new PersonId(new UUID(0x7000L, 1L << 63)), csirt, Set.of(Role.COORDINATOR));
    }

    /** A new responsible person, whom the database knows as one: only those keep keys. */
    public Scope.Person memberOf(Vendor vendor) {
        UUID person = UUID.randomUUID();
        as(new Scope.System(Purpose.SIGN_IN), () -> {
            sql().sql("insert into person (id, name, email, locale, created_at)"
                            + " values (:id, 'Somebody', :id::text || '@somebody.example', 'en', chosei_now())")
                    .param("id", person)
                    .update();
            return sql().sql("insert into membership (person_id, organisation_id, role, since)"
                            + " values (:person, :organisation, 'responsible', chosei_now())")
                    .param("person", person)
                    .param("organisation", vendor.id().value())
                    .update();
        });
        return new Scope.Person(new PersonId(person), vendor.id(), Set.of(Role.RESPONSIBLE));
    }

    public <T> T asStaff(Supplier<T> work) {
        return as(staff(), work);
    }

    public <T> T as(Scope scope, Supplier<T> work) {
        return Scopes.as(scope, () -> in(work));
    }

    private <T> T in(Supplier<T> work) {
        return Objects.requireNonNull(parts.get(TransactionOperations.class).execute(_ -> work.get()));
    }

    public TransactionOperations transaction() {
        return parts.get(TransactionOperations.class);
    }

    public JdbcClient sql() {
        return parts.get(JdbcClient.class);
    }

    /** Registered by the web form, accepted and vetted by staff: no agreement, no key. */
    public Vendor registered(String name, RegistrationClass limit) {
        Vendor vendor = unvetted(name, limit);
        vetting().vet(vendor.id(), now());
        return vendor;
    }

    public TestVetting vetting() {
        return new TestVetting(parts.get(VettingRecords.class), parts.get(Confirmations.class), staff().organisation());
    }

    /** Registered by the web form and accepted by staff, and nothing else. */
    public Vendor unvetted(String name, RegistrationClass limit) {
        String domain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "") + ".example.jp";
        String email = "psirt@" + domain;
        Map<FormField, String> answers = new EnumMap<>(FormField.class);
        answers.put(FormField.ORGANIZATION_NAME, name);
        answers.put(FormField.TEAM_EMAIL, email);
        answers.put(FormField.TEAM_PHONE, "+81-3-0000-0000");
        answers.put(FormField.TEAM_POSTAL_ADDRESS, "1-1 Marunouchi, Tokyo");
        answers.put(FormField.NAME, "Person of " + name);
        answers.put(FormField.AFFILIATION, "PSIRT");
        answers.put(FormField.TITLE, "Manager");
        answers.put(FormField.CONTACT_EMAIL, "person@" + domain);
        answers.put(FormField.CONTACT_PHONE, "+81-3-0000-0001");
        answers.put(FormField.CONTACT_POSTAL_ADDRESS, "1-1 Marunouchi, Tokyo");
        String number = parts.get(RegistrationByWeb.class).take(UUID.randomUUID(), answers, "192.0.2.7");
        Registrations registrations = parts.get(Registrations.class);
        OrganisationId id = Scopes.as(staff(), () -> {
            Registration arrived = registrations.page(List.of(Registration.State.RECEIVED), null, 50).stream()
                    .filter(each -> each.number().equals(number))
                    .findFirst()
                    .orElseThrow();
            return registrations.accept(
                    arrived.id(), arrived.newest().id(), new Registrations.Acceptance("", name, limit, false, ""));
        });
        return new Vendor(id, name, email, "");
    }

    public void sign(Vendor vendor, AgreementKind kind) {
        Agreements agreements = parts.get(Agreements.class);
        Scopes.as(memberOf(vendor), () -> {
            AgreementText text = agreements.own(kind, "en").text();
            agreements.sign(
                    kind,
                    new Agreements.Shown(text.version(), "en", text.sha256()),
                    new Act("Signer of " + vendor.name(), "Head of product security", true),
                    Act.Proof.passwordAndCode("192.0.2.7"));
        });
    }

    public void end(Vendor vendor, AgreementKind kind) {
        Scopes.as(memberOf(vendor), () -> parts.get(Agreements.class).endOwn(kind, "We leave"));
    }

    /** Proves the key by decrypting the challenge with gpg, as its owner does. */
    public Vendor prove(Vendor vendor, Gpg gpg, String fingerprint) {
        prove(
                vendor,
                gpg.publicKey(fingerprint),
                challenge -> gpg.decrypt(challenge).text());
        return new Vendor(vendor.id(), vendor.name(), vendor.email(), fingerprint);
    }

    /** Proves a certificate of any kind by whatever decrypts. */
    public void prove(Vendor vendor, byte[] certificate, Function<byte[], String> decrypt) {
        Keys keys = parts.get(Keys.class);
        Scopes.as(memberOf(vendor), () -> {
            UUID id = keys.upload(vendor.id(), certificate, null).id();
            UploadedKey.Challenge challenge =
                    Objects.requireNonNull(keys.get(id).challenge());
            Matcher code = CODE.matcher(decrypt.apply(challenge.message().getBytes(StandardCharsets.US_ASCII)));
            if (!code.find()) {
                throw new AssertionError("no code in the challenge");
            }
            parts.get(KeyProofs.class).prove(id, code.group(1));
        });
    }

    /** The owner says that the key is no longer to be used. */
    public void retire(Vendor vendor) {
        Keys keys = parts.get(Keys.class);
        Scopes.as(
                memberOf(vendor),
                () -> keys.of(vendor.id()).stream()
                        .filter(key -> key.certificate().fingerprint().equals(vendor.fingerprint()))
                        .forEach(key -> keys.retire(key.id(), false)));
    }

    /** Registered, note and NDA signed, key proved: active. */
    public Vendor active(String name, Gpg gpg, Function<String, String> generate) {
        Vendor vendor = registered(name, RegistrationClass.GENERAL);
        sign(vendor, AgreementKind.NOTE);
        sign(vendor, AgreementKind.NDA);
        return prove(vendor, gpg, generate.apply(name + " <" + vendor.email() + ">"));
    }

    public Vendor active(String name, Gpg gpg) {
        return active(name, gpg, gpg::generateCurve25519);
    }

    /** A case whose embargo ends after so many days, or without one when null. */
    public CoordinatedCase openCase(@Nullable Integer embargoDays) {
        Instant now = now();
        return asStaff(() -> parts.get(Cases.class)
                .open(new NewCase(
                        "Undisclosed title",
                        "Undisclosed summary",
                        "Router",
                        Tlp.AMBER,
                        parts.get(Organisations.class).coordinator(),
                        "",
                        embargoDays == null
                                ? null
                                : now.plus(Duration.ofDays(embargoDays))
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .atZone(TOKYO),
                        now)));
    }

    /** In whole seconds, as the page's field takes it. */
    public Instant in(Duration ahead) {
        return now().plus(ahead).truncatedTo(ChronoUnit.SECONDS);
    }

    public Waves.Request request(CoordinatedCase of, Instant instant, Vendor... vendors) {
        Set<OrganisationId> ids = new LinkedHashSet<>();
        for (Vendor each : vendors) {
            ids.add(each.id());
        }
        return new Waves.Request(
                of.id(), ids, "認証の不備", "回避策：管理画面を閉じる。", "Broken login", "Close the console.", instant.atZone(TOKYO));
    }

    public Wave plan(Waves.Request request) {
        return Scopes.as(staff(), () -> parts.get(Waves.class).plan(request));
    }

    public Wave plan(CoordinatedCase of, Duration ahead, Vendor... vendors) {
        return plan(request(of, in(ahead), vendors));
    }

    public void withdraw(CoordinatedCase of, Vendor vendor) {
        asStaff(() -> {
            parts.get(Withdrawals.class).withdraw(of.id(), vendor.id(), "No product of theirs");
            return true;
        });
    }

    public void cancel(Wave wave) {
        asStaff(() -> parts.get(Withdrawals.class).cancel(wave.id(), "Wrong words"));
    }

    public Fairness.Line line(CoordinatedCase of, Vendor vendor) {
        return asStaff(() -> parts.get(Fairness.class).of(of.id(), Locale.ENGLISH)).stream()
                .filter(line -> line.vendor().id().equals(vendor.id()))
                .findFirst()
                .orElseThrow();
    }

    public long entries(CoordinatedCase of, String kind) {
        return asStaff(() -> sql().sql("select count(*) from ledger_entry where chain = :case and kind = :kind")
                .param("case", of.id().value())
                .param("kind", kind)
                .query(Long.class)
                .single());
    }
}
