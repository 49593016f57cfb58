package org.chosei.advisories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.chosei.advisories.AdvisoryDocument.Language.EN;
import static org.chosei.advisories.Documents.ENGLISH;
import static org.chosei.advisories.Documents.INJECTION;
import static org.chosei.advisories.Documents.product;
import static org.chosei.advisories.Documents.status;
import static org.chosei.advisories.Documents.vendor;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.chosei.advisories.AdvisoryDocument.OtherId;
import org.chosei.advisories.AdvisoryDocument.Product;
import org.chosei.advisories.AdvisoryDocument.Reference;
import org.chosei.advisories.AdvisoryDocument.Revision;
import org.chosei.advisories.AdvisoryDocument.Status;
import org.chosei.advisories.AdvisoryDocument.Text;
import org.chosei.advisories.AdvisoryDocument.Vendor;
import org.chosei.advisories.AdvisoryDocument.Vulnerability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdvisoryDocumentTest {
    @Test
    void productCannotBeAffectedAndFixedInTheSameVersions() {
        refused(
                "cannot be both AFFECTED and FIXED",
                vendor("A", status(Status.AFFECTED, product("X", "1")), status(Status.FIXED, product("X", "1"))));
        refused("cannot be both", vendor("A", status(Status.AFFECTED), status(Status.NOT_AFFECTED)));
    }

    @Test
    void vendorIsListedOnce() {
        refused("A is listed twice", vendor("A"), vendor("A"));
    }

    @Test
    void statusTowardsAnUnknownVulnerabilityIsRefused() {
        refused("has only 1", vendor("A", new AdvisoryDocument.VendorStatus(1, Status.FIXED, List.of(), Map.of())));
    }

    @Test
    void oneCveIsOneVulnerability() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Documents.of(Map.of(EN, ENGLISH), List.of(INJECTION, INJECTION), List.of()))
                .withMessageContaining("CVE-2026-12345 is given to two");
    }

    @Test
    void idsInTheWrongFieldOrFormAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OtherId("NVD", "CVE-2026-12345"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Vulnerability("CVE-26-1", List.of(), null, null, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Cwe.of("CWE-16")).withMessageContaining("not a weakness");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cwe("CWE-78", "Command Injection"))
                .withMessageContaining("is called");
        assertThatIllegalArgumentException().isThrownBy(() -> new Reference("x", URI.create("/relative")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpe:2.3:a:b", "cpe:2.3:x:a:b:1:*:*:*:*:*:*:*", "http://example.org/"})
    void brokenCpeIsRefused(String cpe) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Product("P", null, cpe, null));
    }

    @Test
    void brokenPackageUrlIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Product("P", null, null, "npm/x@1"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Product("P", null, null, "pkg:npm/x y"));
    }

    @Test
    void revisionsAreNumberedFromOneAndLaterEachTime() {
        var first = new Revision(1, Documents.RELEASED, Map.of(EN, "a"));
        var second = new Revision(2, Documents.RELEASED, Map.of(EN, "b"));

        assertThatIllegalArgumentException().isThrownBy(() -> DocumentRules.refuseBrokenHistory(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentRules.refuseBrokenHistory(List.of(second)))
                .withMessageContaining("found 2 at place 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentRules.refuseBrokenHistory(List.of(first, second)))
                .withMessageContaining("not later");
    }

    @Test
    void emptyTextCountsAsNotSaid() {
        assertThat(new Text("t", "o", " \u3000", "", null).impact()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Text(" ", "o", null, null, null))
                .withMessageContaining("title");
    }

    private static void refused(String reason, Vendor... vendors) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Documents.of(Map.of(EN, ENGLISH), List.of(INJECTION), List.of(vendors)))
                .withMessageContaining(reason);
    }
}
