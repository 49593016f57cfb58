package org.chosei.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Step 1: three forms come by mail, a fourth by the web; each is kept as it came, reviewed, answered and vetted. */
final class Register implements Scene {
    private static final String TO = "coordination@" + Stage.DOMAIN;

    @Override
    public Map<String, Object> play(Cast cast) {
        Map<Vendor, byte[]> mailed = mails(cast);
        mailed.forEach((vendor, mail) -> cast.stage.mail(vendor.contact(), TO, mail));
        Vendor byWeb = cast.vendor(3);
        registerOnTheWeb(cast, byWeb);
        List<String> numbers = new ArrayList<>();
        for (Vendor vendor : cast.vendors) {
            Page registration = find(cast, vendor);
            if (mailed.containsKey(vendor)) {
                keptAsItCame(cast, registration, mailed.get(vendor));
            }
            numbers.add(accept(cast, vendor, registration));
            Vet.vendor(cast, vendor);
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("mailed", mailed.size());
        figures.put("web", 1);
        figures.put("registrations", numbers);
        figures.put("vetted", cast.vendors.size());
        return figures;
    }

    /** Each in the way its sender's program writes, from the blank form that the server publishes. */
    private static Map<Vendor, byte[]> mails(Cast cast) {
        Visitor stranger = cast.stage.visitor();
        String blank = stranger.fetch("/forms/contact-point.txt").body();
        Vendor ja = cast.vendor(0);
        Vendor en = cast.vendor(1);
        Vendor both = cast.vendor(2);
        String subject = "コンタクトポイント登録";
        Map<Vendor, byte[]> mails = new LinkedHashMap<>();
        mails.put(ja, Mailing.japanese(ja.contact(), TO, subject, FilledForm.bilingual(blank, ja.answers())));
        mails.put(
                en,
                Mailing.utf8(en.contact(), TO, "Contact point registration", FilledForm.english(blank, en.answers())));
        mails.put(both, Mailing.utf8(both.contact(), TO, subject, FilledForm.wide(blank, both.answers())));
        return mails;
    }

    private static void registerOnTheWeb(Cast cast, Vendor vendor) {
        Visitor stranger = cast.stage.visitor();
        Page form = stranger.open("/register").fine();
        List<String> fields = new ArrayList<>();
        List<String> names =
                form.form("form[action='/register']").select("input[id*=.]").eachAttr("name");
        for (int i = 0; i < names.size(); i++) {
            fields.addAll(List.of(names.get(i), vendor.answers().get(i)));
        }
        fields.addAll(List.of("agree", "yes"));
        Page done = stranger.submit(form, "form[action='/register']", fields.toArray(String[]::new))
                .fine();
        StepFailed.unless(done.path().contains("/register/REG-"), "the web form ended on %s", done.path());
    }

    /** The registration's page; mail is read by a job, so it may take a moment. */
    private static Page find(Cast cast, Vendor vendor) {
        String link = Wait.until("the registration of " + vendor.name(), () -> row(cast, vendor));
        return cast.coordinator.open(link).fine();
    }

    private static Optional<String> row(Cast cast, Vendor vendor) {
        Page list = cast.coordinator.fetch("/registrations").fine();
        return list.html().select("tr[data-registration]").stream()
                .filter(row -> row.text().contains(vendor.name()))
                .flatMap(row -> Optional.ofNullable(row.selectFirst("a")).stream())
                .map(link -> link.attr("href"))
                .findFirst();
    }

    private static void keptAsItCame(Cast cast, Page registration, byte[] sent) {
        byte[] kept = cast.coordinator.fetch(registration.path() + "/original").bytes();
        StepFailed.unless(Arrays.equals(kept, sent), "%s is not byte for byte what was sent", registration.path());
        String hash = registration.element("#sha256").text();
        StepFailed.unless(hash.equals(sha256(sent)), "the page says SHA-256 %s, the mail has %s", hash, sha256(sent));
    }

    /** A person reviews; the answer with the number and the invitation leave. */
    private static String accept(Cast cast, Vendor vendor, Page registration) {
        String consent = registration.element("[data-consent]").attr("data-consent");
        StepFailed.unless(consent.equals("INTACT"), "the consent of %s reads as %s", vendor.name(), consent);
        StepFailed.unless(
                registration.html().select("[data-problem]").isEmpty(),
                "problems in the form of %s: %s",
                vendor.name(),
                registration.html().select("[data-problem]").text());
        for (int i = 0; i < vendor.answers().size(); i++) {
            String shown = registration.html().select("dd[data-field]").get(i).text();
            StepFailed.unless(
                    sameAnswer(shown, vendor.answers().get(i)),
                    "%s was read as %s",
                    vendor.answers().get(i),
                    shown);
        }
        Page accepted = cast.coordinator
                .browser()
                .submit(
                        registration,
                        "form[action$='/acceptance']",
                        "nameJa",
                        vendor.nameJa,
                        "nameEn",
                        vendor.nameEn,
                        "class",
                        "GENERAL")
                .fine();
        String organisation = accepted.element("a#organisation").attr("href");
        vendor.accepted(organisation.substring("/organisations/".length()));
        String number = accepted.element("h1 .number").text();
        new Inbox(cast.stage, vendor.team()).waitFor(number);
        new Inbox(cast.stage, vendor.contact()).invitation();
        return number;
    }

    /** E-mail and telephone are folded to ASCII, everything else is kept as written. */
    private static boolean sameAnswer(String shown, String typed) {
        return java.text.Normalizer.normalize(shown, java.text.Normalizer.Form.NFKC)
                .equals(java.text.Normalizer.normalize(typed, java.text.Normalizer.Form.NFKC));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
