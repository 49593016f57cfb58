package org.chosei.advisories;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chosei.kernel.Tlp;
import org.chosei.scoring.CvssVector;
import org.chosei.scoring.CvssVersion;
import org.jspecify.annotations.Nullable;

/**
 * Everything a published advisory says (the elements of ISO/IEC 29147:2018, 7.4), so that the page, the CSAF document
 * and the feed are written from one and the same content. What a format would refuse (a revision out of order, one
 * product both affected and fixed, a CVE named twice) is refused here, before anything is published.
 *
 * @param id the number people see, for example {@code CHS-2026-00012}
 * @param page where people read it
 * @param csafFolder where its CSAF file lies; ends in a slash
 * @param tlp {@code CLEAR} for what is published to all
 * @param texts in one language or both
 * @param aliases numbers of the same advisory elsewhere, for example JVN# or VU#
 * @param revisions the first is the initial release, the last is the current one
 */
public record AdvisoryDocument(
        String id,
        URI page,
        URI csafFolder,
        Publisher publisher,
        Tlp tlp,
        Map<Language, Text> texts,
        List<Vulnerability> vulnerabilities,
        List<Vendor> vendors,
        List<Acknowledgment> acknowledgments,
        List<Reference> references,
        List<String> aliases,
        List<Revision> revisions) {

    public AdvisoryDocument {
        id = PublishedText.required("an id", id);
        DocumentRules.absolute(page);
        DocumentRules.absolute(csafFolder);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("The advisory needs a text in at least one language");
        }
        if (vulnerabilities.isEmpty()) {
            throw new IllegalArgumentException("The advisory needs at least one vulnerability");
        }
        texts = Collections.unmodifiableMap(new EnumMap<>(texts));
        vulnerabilities = List.copyOf(vulnerabilities);
        vendors = List.copyOf(vendors);
        acknowledgments = List.copyOf(acknowledgments);
        references = List.copyOf(references);
        aliases = aliases.stream()
                .map(alias -> PublishedText.required("a text in each alias", alias))
                .distinct()
                .toList();
        revisions = List.copyOf(revisions);
        DocumentRules.refuseRepeatedCves(vulnerabilities);
        DocumentRules.refuseContradictingStatuses(vulnerabilities.size(), vendors);
        DocumentRules.refuseBrokenHistory(revisions);
    }

    /** A language that advisories are published in; the first one that an advisory has leads its CSAF document. */
    public enum Language {
        EN(Locale.ENGLISH),
        JA(Locale.JAPANESE);

        private final Locale locale;

        Language(Locale locale) {
            this.locale = locale;
        }

        /** The locale of this language's message bundle. */
        public Locale locale() {
            return locale;
        }

        /** The language tag of BCP 47. */
        public String tag() {
            return locale.toLanguageTag();
        }
    }

    /** Where a vendor's product stands towards a vulnerability when the advisory is published. */
    public enum Status {
        AFFECTED,
        NOT_AFFECTED,
        INVESTIGATING,
        FIXED
    }

    /** Who publishes: the coordinator, with the terms of use it publishes under. */
    public record Publisher(
            String name, URI namespace, @Nullable String contact, Map<Language, String> termsOfUse) {
        public Publisher {
            name = PublishedText.required("the publisher's name", name);
            DocumentRules.absolute(namespace);
            if (namespace.getHost() == null) {
                throw new IllegalArgumentException(
                        "The publisher's namespace " + namespace + " needs an ASCII host name");
            }
            contact = PublishedText.optional(contact);
            termsOfUse = PublishedText.localized(termsOfUse);
        }
    }

    /**
     * The advisory's words in one language.
     *
     * @param solution what removes the vulnerability, such as an update
     * @param workaround what avoids its exploitation until then
     */
    public record Text(
            String title,
            String overview,
            @Nullable String impact,
            @Nullable String solution,
            @Nullable String workaround) {
        public Text {
            title = PublishedText.required("a title in each of its languages", title);
            overview = PublishedText.required("an overview in each of its languages", overview);
            impact = PublishedText.optional(impact);
            solution = PublishedText.optional(solution);
            workaround = PublishedText.optional(workaround);
        }
    }

    /**
     * One vulnerability of the advisory.
     *
     * @param cvss base metrics of version 3.1; threats and environments are each reader's own
     * @param descriptions may be empty: then the advisory's overview describes it
     */
    public record Vulnerability(
            @Nullable String cve,
            List<OtherId> ids,
            @Nullable Cwe cwe,
            @Nullable CvssVector cvss,
            Map<Language, String> descriptions) {
        public Vulnerability {
            if (cve != null && !DocumentRules.CVE.matcher(cve).matches()) {
                throw new IllegalArgumentException("'" + cve + "' is not a CVE id; write it like CVE-2026-12345");
            }
            if (cvss != null && (cvss.version() != CvssVersion.V31 || !cvss.equals(cvss.base()))) {
                throw new IllegalArgumentException("Only CVSS 3.1 base metrics are published, not " + cvss);
            }
            ids = ids.stream().distinct().toList();
            descriptions = PublishedText.localized(descriptions);
        }
    }

    /** A number that another system gave to a vulnerability, for example {@code VU#123456} of CERT/CC. */
    public record OtherId(String system, String text) {
        public OtherId {
            system = PublishedText.required("the system of each other id", system);
            text = PublishedText.required("the text of each other id", text);
            if (DocumentRules.CVE.matcher(text).matches()) {
                throw new IllegalArgumentException(text + " belongs into the vulnerability's CVE field");
            }
        }
    }

    /** A vendor with what it says about the vulnerabilities. */
    public record Vendor(String name, List<VendorStatus> statuses, List<Reference> references) {
        public Vendor {
            name = PublishedText.required("each vendor's name", name);
            statuses = List.copyOf(statuses);
            references = List.copyOf(references);
        }
    }

    /**
     * A vendor's status towards one vulnerability, for all its products or for the named ones.
     *
     * @param vulnerability index in the advisory's list, from 0
     * @param products empty: the vendor names none
     */
    public record VendorStatus(
            int vulnerability, Status status, List<Product> products, Map<Language, String> statement) {
        public VendorStatus {
            products = List.copyOf(products);
            statement = PublishedText.localized(statement);
        }
    }

    /**
     * A product in certain versions.
     *
     * @param versions one version, a range in words or as {@code vers:} URI; null: not said
     * @param cpe CPE 2.2 URI or 2.3 formatted string
     * @param purl package URL
     */
    public record Product(
            String name,
            @Nullable String versions,
            @Nullable String cpe,
            @Nullable String purl) {
        public Product {
            name = PublishedText.required("each product's name", name);
            versions = PublishedText.optional(versions);
            if (cpe != null && !DocumentRules.CPE.matcher(cpe).matches()) {
                throw new IllegalArgumentException("'" + cpe + "' is neither a CPE 2.3 string nor a CPE 2.2 URI");
            }
            if (purl != null && !DocumentRules.PURL.matcher(purl).matches()) {
                throw new IllegalArgumentException(
                        "'" + purl + "' is not a package URL; write it like pkg:npm/name@1.0");
            }
        }
    }

    /** Whom the publisher thanks; at least a name or an organisation. */
    public record Acknowledgment(
            List<String> names,
            @Nullable String organization,
            @Nullable String summary) {
        public Acknowledgment {
            names = names.stream()
                    .map(name -> PublishedText.required("each acknowledged name", name))
                    .toList();
            organization = PublishedText.optional(organization);
            summary = PublishedText.optional(summary);
            if (names.isEmpty() && organization == null) {
                throw new IllegalArgumentException("An acknowledgment needs a name or an organisation");
            }
        }
    }

    /** A document elsewhere that says more. */
    public record Reference(String summary, URI url) {
        public Reference {
            summary = PublishedText.required("each reference's summary", summary);
            DocumentRules.absolute(url);
        }
    }

    /** One published state of the advisory, numbered from 1. */
    public record Revision(int number, Instant at, Map<Language, String> summary) {
        public Revision {
            summary = PublishedText.localized(summary);
            if (summary.isEmpty()) {
                throw new IllegalArgumentException("Revision " + number + " needs a summary of what changed");
            }
        }
    }

    /** The language that leads where a format can have only one. */
    public Language mainLanguage() {
        return texts.keySet().iterator().next();
    }

    /** The words in a language, or in the main one where there are none. */
    public Text text(Language language) {
        Text text = texts.get(language);
        return text != null ? text : texts.values().iterator().next();
    }

    public Instant initialRelease() {
        return revisions.getFirst().at();
    }

    public Instant currentRelease() {
        return revisions.getLast().at();
    }

    /** The canonical address of the CSAF file. */
    public URI csaf() {
        return csafFolder.resolve(CsafWriter.fileName(id));
    }
}
