package org.chosei.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Step 2: note and NDA are signed against exact texts by people who prove anew who they are, keys proved by decrypting a challenge. */
final class Sign implements Scene {
    private static final Pattern CODE = Pattern.compile("[0-9A-Z]{5}(-[0-9A-Z]{5}){3}");

    @Override
    public Map<String, Object> play(Cast cast) {
        int signatures = 0;
        int keys = 0;
        for (Vendor vendor : cast.vendors) {
            String invitation = new Inbox(cast.stage, vendor.contact()).invitation();
            vendor.joined(Person.join(cast.stage, invitation, vendor.contactName, vendor.contact(), vendor.language));
            List<String> kinds = vendor == cast.withoutNda() ? List.of("note") : List.of("note", "nda");
            kinds.forEach(kind -> sign(cast, vendor, kind));
            signatures += kinds.size();
            prove(vendor);
            keys++;
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("signatures", signatures);
        figures.put("provedKeys", keys);
        figures.put("active", active(cast));
        return figures;
    }

    /** Signs what is shown, and checks what the CSIRT's record says of it. */
    private static void sign(Cast cast, Vendor vendor, String kind) {
        Person person = vendor.person();
        Page texts = person.open("/agreements").fine();
        String form = "#" + kind + " form.sign";
        String version = texts.form(form).select("[name=version]").val();
        String language = texts.form(form).select("[name=language]").val();
        String hash = texts.form(form).select("[name=sha256]").val();
        String words = person.fetch("/agreements/texts/" + kind + "/" + version + "/" + language)
                .body();
        StepFailed.unless(Register.sha256(words).equals(hash), "the %s's text has not the hash %s", kind, hash);
        person.browser()
                .submit(
                        texts,
                        form,
                        "agree",
                        "yes",
                        "name",
                        vendor.contactName,
                        "capacity",
                        "PSIRT",
                        "password",
                        person.password(),
                        "code",
                        person.unusedCode())
                .fine();
        Page record = cast.coordinator
                .open("/organisations/" + vendor.id() + "/agreements")
                .fine();
        StepFailed.unless(
                record.element("main").text().contains(hash)
                        && record.element("table.signatures .signer").text().equals(vendor.contactName),
                "the record of %s lacks who signed the %s, or which text",
                vendor.name(),
                kind);
    }

    /** Uploads the public key; only the private half can tell the code inside the challenge. */
    private static void prove(Vendor vendor) {
        Person person = vendor.person();
        String armored = new String(vendor.openPgp.publicKey(), StandardCharsets.US_ASCII);
        Page ours = person.open("/organisation").fine();
        Page uploaded = person.browser()
                .submit(ours, "form[action='/organisation/keys']", "armored", armored)
                .fine();
        byte[] challenge = uploaded.element("pre.challenge").wholeText().getBytes(StandardCharsets.US_ASCII);
        OpenPgpUser.Read opened = vendor.openPgp.decrypt(challenge);
        String words = new String(opened.content(), StandardCharsets.UTF_8);
        String code = CODE.matcher(words)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow(() -> new StepFailed.Unheld("the challenge holds no code"));
        Page wrong = person.browser().submit(uploaded, "form[action$='/proof']", "code", "AAAAA-AAAAA-AAAAA-AAAAA");
        StepFailed.unless(wrong.refusal().equals("challenge-wrong"), "a wrong code was answered %d", wrong.status());
        Page proved = person.browser()
                .submit(wrong, "form[action$='/proof']", "code", code)
                .fine();
        proved.element("[data-key=" + vendor.openPgp.fingerprint() + "] [data-key-state=PROVED]");
    }

    private static List<String> active(Cast cast) {
        List<String> active = new ArrayList<>();
        for (Vendor vendor : cast.vendors) {
            Page page = cast.coordinator.open("/organisations/" + vendor.id()).fine();
            String state = page.element("h1 [data-state]").attr("data-state");
            boolean should = cast.active().contains(vendor);
            StepFailed.unless(state.equals("ACTIVE") == should, "%s is %s", vendor.name(), state);
            if (should) {
                active.add(vendor.name());
            }
        }
        return active;
    }
}
