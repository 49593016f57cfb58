package org.chosei.testing;

import java.util.ArrayList;
import java.util.List;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.jsoup.nodes.Element;

/**
 * A vendor that came the whole way over the pages: registered, accepted, note and NDA signed.
 *
 * @param team the address of its team
 * @param responsible the person who signed, in a browser
 */
public record TestVendor(OrganisationId id, String name, String team, TestPerson responsible) {

    /** Registers under {@code vh@domain}; {@code staff} accepts it; note and NDA are signed. */
    public static TestVendor registered(Application application, Browser staff, String name, String domain) {
        TestVendor vendor = accepted(application, staff, name, domain);
        vendor.sign("note");
        vendor.sign("nda");
        return vendor;
    }

    /** Registers under {@code vh@domain}; {@code staff} accepts it; nothing is signed yet. */
    public static TestVendor accepted(Application application, Browser staff, String name, String domain) {
        TestVendor vendor = unvetted(application, staff, name, domain);
        TestVetting.of(application).vet(vendor.id(), application.clock().instant());
        return vendor;
    }

    /** The same, of whom nobody made sure yet who it is. */
    public static TestVendor unvetted(Application application, Browser staff, String name, String domain) {
        Browser visitor = application.browser();
        String form = visitor.get("/register").html().select("input[name=form]").val();
        String number = visitor.post(
                        "/register",
                        "form",
                        form,
                        "team.organizationName",
                        name,
                        "team.email",
                        "vh@" + domain,
                        "primaryContact.name",
                        "Ann Author",
                        "primaryContact.email",
                        "ann@" + domain,
                        "agree",
                        "yes")
                .location()
                .replaceFirst("/register/([^?]*).*", "$1");
        String page = staff.get("/registrations")
                .html()
                .select("[data-registration=" + number + "] a")
                .attr("href");
        Element seen = staff.get(page).html().expectFirst("input[name=seen]");
        staff.post(page + "/acceptance", "seen", seen.val(), "class", "GENERAL", "nameEn", name);
        String organisation = staff.get(page).html().select("a#organisation").attr("href");
        OrganisationId id = OrganisationId.of(organisation.substring("/organisations/".length()));
        TestPerson person = TestPerson.joined(application, "Ann Author", "ann@" + domain, id, Role.RESPONSIBLE);
        return new TestVendor(id, name, "vh@" + domain, person);
    }

    public Browser browser() {
        return responsible.browser();
    }

    /** The responsible person signs what is in force. */
    public void sign(String kind) {
        Element form = browser().get("/agreements").html().expectFirst("#" + kind + " form.sign");
        List<String> fields =
                new ArrayList<>(List.of("name", "Ann Author", "capacity", "Head of PSIRT", "agree", "yes"));
        fields.addAll(List.of("password", TestPerson.PASSWORD, "code", responsible.nextCode()));
        for (String name : List.of("version", "language", "sha256")) {
            fields.add(name);
            fields.add(form.select("[name=" + name + "]").val());
        }
        Browser.Page signed = browser().post(form.attr("action"), fields.toArray(String[]::new));
        if (signed.status() != 303) {
            throw new AssertionError("not signed: " + signed.text());
        }
    }

    /** Uploads the key and proves it with gpg. */
    public void prove(Gpg gpg, String fingerprint) {
        KeyPage.upload(browser(), gpg.publicKey(fingerprint));
        KeyPage key = KeyPage.of(browser(), fingerprint);
        Browser.Page proved = key.prove(key.code(gpg));
        if (proved.status() != 303) {
            throw new AssertionError("not proved: " + proved.text());
        }
    }
}
