package org.chosei.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Everybody who plays: the CSIRT's three, a partner CSIRT, four vendors; and what the play has made so far. */
public final class Cast {
    final Stage stage;
    final Person administrator;
    final Person coordinator;
    final Person approver;
    final Partner partner;
    final List<Vendor> vendors;
    final Played played = new Played();

    /** A CSIRT abroad that sends reports. */
    record Partner(String name, String email, OpenPgpUser openPgp) {}

    private Cast(
            Stage stage,
            Person administrator,
            Person coordinator,
            Person approver,
            Partner partner,
            List<Vendor> vendors) {
        this.stage = stage;
        this.administrator = administrator;
        this.coordinator = coordinator;
        this.approver = approver;
        this.partner = partner;
        this.vendors = vendors;
    }

    /** Makes the accounts and keys, over the pages. */
    static Cast assemble(Stage stage) {
        Person administrator = administrator(stage);
        Person coordinator =
                invite(stage, administrator, "Chika Coordinator", "coordinator@" + Stage.DOMAIN, "COORDINATOR");
        Person approver = invite(stage, administrator, "Akira Approver", "approver@" + Stage.DOMAIN, "APPROVER");
        Partner partner = new Partner(
                "Partner CSIRT",
                "cert@partner.example",
                stage.openPgp("Partner CSIRT <cert@partner.example>", OpenPgpUser.Kind.CURVE25519));
        partner.openPgp().learn(coordinator.fetch("/openpgp-key.asc").bytes());
        register(coordinator, partner);
        List<Vendor> vendors = List.of(
                vendor(
                        stage,
                        "朝日電機株式会社",
                        "Asahi Electric",
                        "asahi.example",
                        "鈴木 一郎",
                        Locale.JAPANESE,
                        OpenPgpUser.Kind.CURVE25519),
                vendor(
                        stage,
                        "",
                        "Borealis Networks",
                        "borealis.example",
                        "Beth Borealis",
                        Locale.ENGLISH,
                        OpenPgpUser.Kind.RSA),
                vendor(
                        stage,
                        "中央ソフト株式会社",
                        "Chuo Software",
                        "chuo.example",
                        "田中 花子",
                        Locale.JAPANESE,
                        OpenPgpUser.Kind.CURVE25519),
                vendor(stage, "", "Delta Devices", "delta.example", "Dan Delta", Locale.ENGLISH, OpenPgpUser.Kind.RSA));
        for (Vendor vendor : vendors) {
            vendor.openPgp.learn(coordinator.fetch("/openpgp-key.asc").bytes());
        }
        return new Cast(stage, administrator, coordinator, approver, partner, vendors);
    }

    /** The first account, by the link that the first start printed. */
    static Person administrator(Stage stage) {
        String link = stage.server().administratorLink().orElseThrow();
        return Person.join(
                stage,
                link.substring(link.indexOf("/invitation/")),
                "Aoi Admin",
                "admin@" + Stage.DOMAIN,
                Locale.ENGLISH);
    }

    static Person invite(Stage stage, Person administrator, String name, String email, String role) {
        Page people = administrator.open("/people").fine();
        administrator
                .browser()
                .submit(people, "form[action='/people']", "name", name, "email", email, "roles", role, "language", "en")
                .fine();
        return Person.join(stage, new Inbox(stage, email).invitation(), name, email, Locale.ENGLISH);
    }

    /** A partner is registered by hand, its key confirmed by calling back. */
    private static void register(Person coordinator, Partner partner) {
        String key = new String(partner.openPgp().publicKey(), StandardCharsets.US_ASCII);
        Page blank = coordinator.open("/organisations/new").fine();
        Page added = coordinator
                .browser()
                .submit(
                        blank,
                        "form[action='/organisations']",
                        "nameEn",
                        partner.name(),
                        "email",
                        partner.email(),
                        "language",
                        "en",
                        "armored",
                        key)
                .fine();
        Page confirmed = coordinator
                .browser()
                .submit(
                        added,
                        "form[action$='/confirmation']",
                        "fingerprint",
                        partner.openPgp().fingerprint(),
                        "note",
                        "Read aloud on the telephone")
                .fine();
        confirmed.element("[data-key-state=PROVED]");
    }

    private static Vendor vendor(
            Stage stage,
            String nameJa,
            String nameEn,
            String domain,
            String contact,
            Locale language,
            OpenPgpUser.Kind kind) {
        OpenPgpUser openPgp = stage.openPgp(nameEn + " PSIRT <psirt@" + domain + ">", kind);
        return new Vendor(nameJa, nameEn, domain, contact, language, openPgp);
    }

    Vendor vendor(int index) {
        return vendors.get(index);
    }

    /** The vendors that signed everything; the fourth has no NDA. */
    List<Vendor> active() {
        return vendors.subList(0, 3);
    }

    /** The vendor without an NDA. */
    Vendor withoutNda() {
        return vendors.get(3);
    }

    public Person administrator() {
        return administrator;
    }

    public Person coordinator() {
        return coordinator;
    }

    public Person approver() {
        return approver;
    }

    public List<Vendor> vendors() {
        return vendors;
    }
}
