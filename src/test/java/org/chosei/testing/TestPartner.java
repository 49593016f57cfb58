package org.chosei.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A partner CSIRT that staff added, with a key that they confirmed by calling back. */
public record TestPartner(String page, String name, String email) {

    public static TestPartner added(Browser staff, String name, String email) {
        Browser.Page added = staff.post("/organisations", "nameEn", name, "email", email, "language", "en");
        String page = added.location().replaceFirst("\\?.*", "");
        if (!page.startsWith("/organisations/")) {
            throw new AssertionError("not added: " + added.text());
        }
        return new TestPartner(page, name, email);
    }

    /** Adds a certificate and confirms it. */
    public void confirm(Browser staff, byte[] certificate, String fingerprint) {
        Browser.Page uploaded = staff.post(page + "/keys", "armored", new String(certificate, US_ASCII));
        if (uploaded.status() != 303) {
            throw new AssertionError("not uploaded: " + uploaded.text());
        }
        String confirmation = confirmation(staff, fingerprint);
        Browser.Page confirmed =
                staff.post(confirmation, "fingerprint", fingerprint, "note", "Called the number on their site");
        if (confirmed.status() != 303) {
            throw new AssertionError("not confirmed: " + confirmed.text());
        }
    }

    /** Where the call is noted. */
    public String confirmation(Browser staff, String fingerprint) {
        return staff.get(page)
                .html()
                .expectFirst("[data-key=" + fingerprint + "] form[action$=/confirmation]")
                .attr("action");
    }
}
