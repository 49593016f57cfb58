package org.chosei.agreements;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.TestOrganisations;
import org.jsoup.nodes.Element;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A CSIRT with its people and as many vendors as a test asks for, at their browsers. */
final class Parties implements AutoCloseable {
    final Application application = Application.start();
    final TestPerson coordinator = staff("cora", Role.COORDINATOR);
    final TestPerson administrator = staff("ada", Role.ADMINISTRATOR);
    private int vendors;

    /** A vendor with a responsible person. */
    record Vendor(OrganisationId id, String name, TestPerson person) {
        Browser browser() {
            return person.browser();
        }

        Element form(String kind) {
            return browser().get("/agreements").html().expectFirst("#" + kind + " form.sign");
        }
    }

    private TestPerson staff(String name, Role role) {
        return TestPerson.joined(application, name, name + "@csirt.example", TestOrganisations.COORDINATOR, role);
    }

    Vendor vendor() {
        vendors++;
        OrganisationId id = new OrganisationId(UUID.randomUUID());
        String name = "Vendor " + vendors;
        application.addVendor(id, name);
        return new Vendor(
                id,
                name,
                TestPerson.joined(application, "Rei", "rei" + vendors + "@vendor.example", id, Role.RESPONSIBLE));
    }

    /** Signs the text that the page shows, with this password and code. */
    Browser.Page sign(Vendor vendor, String kind, String password, String code) {
        Element form = vendor.form(kind);
        List<String> fields = new ArrayList<>(List.of("name", "Rei Signer", "capacity", "Head of PSIRT"));
        fields.addAll(List.of("otherName", "yes"));
        fields.addAll(List.of("agree", "yes", "password", password, "code", code));
        for (String name : List.of("version", "language", "sha256")) {
            fields.addAll(List.of(name, form.select("[name=" + name + "]").val()));
        }
        return vendor.browser().post(form.attr("action"), fields.toArray(String[]::new));
    }

    void sign(Vendor vendor, String kind) {
        Browser.Page page =
                sign(vendor, kind, TestPerson.PASSWORD, vendor.person().nextCode());
        if (page.status() != 303) {
            throw new AssertionError(page.text());
        }
    }

    void end(Vendor vendor, String kind, String reason) {
        String code = vendor.person().nextCode();
        Browser.Page page = vendor.browser()
                .post("/agreements/" + kind + "/end", "reason", reason, "password", TestPerson.PASSWORD, "code", code);
        if (page.status() != 303) {
            throw new AssertionError(page.text());
        }
    }

    String records(Vendor vendor) {
        return "/organisations/" + vendor.id() + "/agreements";
    }

    Browser.Page countersign(TestPerson person, Vendor vendor, String kind, int version, String code) {
        return person.browser()
                .post(
                        records(vendor) + "/" + kind + "/countersignature",
                        "version",
                        String.valueOf(version),
                        "name",
                        "Cora Staff",
                        "otherName",
                        "yes",
                        "capacity",
                        "Coordinator",
                        "agree",
                        "yes",
                        "password",
                        TestPerson.PASSWORD,
                        "code",
                        code);
    }

    <T> T asStaff(Supplier<T> work) {
        return Scopes.as(
                new Scope.Person(
                        new PersonId(UUID.randomUUID()),
                        TestOrganisations.COORDINATOR,
                        java.util.Set.of(Role.COORDINATOR)),
                () -> java.util.Objects.requireNonNull(
                        application.bean(TransactionOperations.class).execute(_ -> work.get())));
    }

    List<Signature> signatures(Vendor vendor) {
        return asStaff(() -> application.bean(SignatureStore.class).of(vendor.id()));
    }

    long entries(String kind, Vendor vendor) {
        return asStaff(() -> application
                .bean(JdbcClient.class)
                .sql("select count(*) from ledger_entry where kind = :kind and subjects::text like :vendor")
                .param("kind", kind)
                .param("vendor", "%" + vendor.id() + "%")
                .query(Long.class)
                .single());
    }

    @Override
    public void close() {
        application.close();
    }
}
