package org.chosei.advisories;

import static org.chosei.advisories.AdvisoryDocument.Language.EN;
import static org.chosei.advisories.AdvisoryDocument.Language.JA;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.chosei.advisories.AdvisoryDocument.Acknowledgment;
import org.chosei.advisories.AdvisoryDocument.Language;
import org.chosei.advisories.AdvisoryDocument.OtherId;
import org.chosei.advisories.AdvisoryDocument.Product;
import org.chosei.advisories.AdvisoryDocument.Publisher;
import org.chosei.advisories.AdvisoryDocument.Reference;
import org.chosei.advisories.AdvisoryDocument.Revision;
import org.chosei.advisories.AdvisoryDocument.Status;
import org.chosei.advisories.AdvisoryDocument.Text;
import org.chosei.advisories.AdvisoryDocument.Vendor;
import org.chosei.advisories.AdvisoryDocument.VendorStatus;
import org.chosei.advisories.AdvisoryDocument.Vulnerability;
import org.chosei.kernel.Tlp;
import org.chosei.scoring.CvssVector;

/** Advisories to write in tests, from a plain one to one that says everything. */
final class Documents {
    static final Instant RELEASED = Instant.parse("2026-11-24T03:00:00Z");
    static final Text ENGLISH = new Text(
            "Router X: command injection", "The web console runs commands.", "Takeover.", "Update.", "Filter.");
    static final Text JAPANESE = new Text("ルータXにおけるコマンドインジェクション", "管理画面で任意のコマンドが実行されます。", "乗っ取り", "アップデートする", "アクセス制限");
    static final Publisher PUBLISHER = new Publisher(
            "Example CSIRT",
            URI.create("https://csirt.example.org"),
            "vuls@csirt.example.org",
            Map.of(EN, "Free to copy.", JA, "転載自由"));
    static final Vulnerability INJECTION = new Vulnerability(
            "CVE-2026-12345",
            List.of(new OtherId("CERT/CC", "VU#123456")),
            Cwe.of("CWE-78"),
            CvssVector.parse("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
            Map.of());
    static final Vulnerability BARE = new Vulnerability(null, List.of(), null, null, Map.of());

    private Documents() {}

    static AdvisoryDocument of(Map<Language, Text> texts, List<Vulnerability> vulnerabilities, List<Vendor> vendors) {
        return of("CHS-2026-00012", texts, vulnerabilities, vendors);
    }

    static AdvisoryDocument of(
            String id, Map<Language, Text> texts, List<Vulnerability> vulnerabilities, List<Vendor> vendors) {
        return new AdvisoryDocument(
                id,
                URI.create("https://csirt.example.org/advisories/"
                        + CsafWriter.fileName(id).replace(".json", "")),
                URI.create("https://csirt.example.org/.well-known/csaf/white/2026/"),
                PUBLISHER,
                Tlp.CLEAR,
                texts,
                vulnerabilities,
                vendors,
                List.of(),
                List.of(),
                List.of(),
                List.of(new Revision(1, RELEASED, Map.of(EN, "Initial release", JA, "初版"))));
    }

    static AdvisoryDocument full() {
        return new AdvisoryDocument(
                "CHS-2026-00012",
                URI.create("https://csirt.example.org/advisories/CHS-2026-00012"),
                URI.create("https://csirt.example.org/.well-known/csaf/white/2026/"),
                PUBLISHER,
                Tlp.CLEAR,
                Map.of(EN, ENGLISH, JA, JAPANESE),
                List.of(INJECTION),
                List.of(
                        new Vendor(
                                "Acme",
                                List.of(
                                        status(Status.AFFECTED, product("Router X", "1.2.3")),
                                        status(Status.FIXED, product("Router X", "1.2.4"))),
                                List.of(new Reference("Notice", URI.create("https://acme.example/notice")))),
                        new Vendor("山田電機", List.of(status(Status.NOT_AFFECTED, product("ルータY", "2.0"))), List.of())),
                List.of(new Acknowledgment(List.of("Jane Finder"), "Finders", "for the report")),
                List.of(new Reference("Background", URI.create("https://example.com/日本語"))),
                List.of("JVN#12345678"),
                List.of(
                        new Revision(1, RELEASED, Map.of(EN, "Initial release")),
                        new Revision(2, RELEASED.plusSeconds(86_400), Map.of(JA, "山田電機の状況を追加"))));
    }

    static Vendor vendor(String name, VendorStatus... statuses) {
        return new Vendor(name, List.of(statuses), List.of());
    }

    static VendorStatus status(Status status, Product... products) {
        return new VendorStatus(0, status, List.of(products), Map.of(EN, "We say so.", JA, "当社の見解です。"));
    }

    /** With package URL and CPE, so that no test can miss a way to identify it. */
    static Product product(String name, String version) {
        return new Product(
                name,
                version,
                "cpe:2.3:h:acme:router_x:" + version + ":*:*:*:*:*:*:*",
                "pkg:generic/acme/x@" + version);
    }
}
