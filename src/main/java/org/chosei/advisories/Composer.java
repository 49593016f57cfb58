package org.chosei.advisories;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.chosei.advisories.AdvisoryDocument.Acknowledgment;
import org.chosei.advisories.AdvisoryDocument.Language;
import org.chosei.advisories.AdvisoryDocument.Publisher;
import org.chosei.advisories.AdvisoryDocument.Reference;
import org.chosei.advisories.AdvisoryDocument.Revision;
import org.chosei.advisories.AdvisoryDocument.Text;
import org.chosei.advisories.AdvisoryDocument.Vulnerability;
import org.chosei.advisories.Draft.Words;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.scoring.CvssVector;
import org.chosei.scoring.CvssVersion;
import org.chosei.web.Messages;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the document to publish from a draft, or says which field stands in its way. */
@Component
class Composer {
    /** Where the CSAF files of this installation lie, by year. */
    static final String CSAF = "/.well-known/csaf/white/";

    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,19}");
    private static final Pattern LINE = Pattern.compile("\\R");

    private final Site site;
    private final Messages messages;

    Composer(Site site, Messages messages) {
        this.site = site;
        this.messages = messages;
    }

    AdvisoryDocument compose(String number, Draft draft, List<Revision> revisions) {
        Map<Language, Text> texts = texts(draft);
        Language main = texts.keySet().iterator().next();
        int year = revisions.getFirst().at().atZone(ZoneId.of("UTC")).getYear();
        Vulnerability vulnerability = vulnerability(draft);
        List<Acknowledgment> acknowledgements =
                lines(draft.acknowledgements()).map(Composer::acknowledgement).toList();
        List<Reference> references =
                lines(draft.references()).map(Composer::reference).toList();
        try {
            return new AdvisoryDocument(
                    number,
                    URI.create(site.address("/advisories/" + number)),
                    URI.create(site.address(CSAF + year + "/")),
                    publisher(main),
                    Tlp.CLEAR,
                    texts,
                    List.of(vulnerability),
                    VendorParts.of(draft, main),
                    acknowledgements,
                    references,
                    List.of(),
                    revisions);
        } catch (IllegalArgumentException contradiction) {
            throw new Refusal.Invalid("", "advisory-contradiction", String.valueOf(contradiction.getMessage()));
        }
    }

    private static Map<Language, Text> texts(Draft draft) {
        Map<Language, Text> texts = new EnumMap<>(Language.class);
        if (!draft.ja().isEmpty() || draft.en().isEmpty()) {
            texts.put(Language.JA, text(draft.ja(), "Ja"));
        }
        if (!draft.en().isEmpty()) {
            texts.put(Language.EN, text(draft.en(), "En"));
        }
        return texts;
    }

    private static Text text(Words words, String language) {
        if (words.title().isBlank()) {
            throw new Refusal.Invalid("title" + language, "advisory-title-missing");
        }
        if (words.overview().isBlank()) {
            throw new Refusal.Invalid("overview" + language, "advisory-overview-missing");
        }
        return new Text(words.title(), words.overview(), words.impact(), words.solution(), words.workaround());
    }

    private static Vulnerability vulnerability(Draft draft) {
        String cve = draft.cve().isBlank() ? null : draft.cve().strip();
        if (cve != null && !CVE.matcher(cve).matches()) {
            throw new Refusal.Invalid("cve", "cve-malformed", cve);
        }
        return new Vulnerability(
                cve, List.of(), cwe(draft.cwe().strip()), cvss(draft.cvss().strip()), Map.of());
    }

    private static @Nullable Cwe cwe(String id) {
        try {
            return id.isEmpty() ? null : Cwe.of(id);
        } catch (IllegalArgumentException unknown) {
            throw new Refusal.Invalid("cwe", "advisory-cwe", id);
        }
    }

    private static @Nullable CvssVector cvss(String typed) {
        if (typed.isEmpty()) {
            return null;
        }
        try {
            CvssVector vector = CvssVector.parse(typed);
            if (vector.version() == CvssVersion.V31 && vector.equals(vector.base())) {
                return vector;
            }
        } catch (Refusal.Invalid malformed) {
            // refused below, like a vector that says more than the base metrics
        }
        throw new Refusal.Invalid("cvss", "advisory-cvss", typed);
    }

    private static Acknowledgment acknowledgement(String line) {
        Pair pair = Pair.of(line);
        if (pair.first().isEmpty()) {
            throw new Refusal.Invalid("acknowledgements", "advisory-acknowledgement", line);
        }
        return new Acknowledgment(List.of(pair.first()), pair.second(), null);
    }

    /** Only web addresses: a reader follows them from the published page. */
    private static Reference reference(String line) {
        Pair pair = Pair.of(line);
        String address = pair.second() == null ? pair.first() : pair.second();
        try {
            URI uri = URI.create(address);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null) {
                return new Reference(pair.first().isEmpty() ? address : pair.first(), uri);
            }
        } catch (IllegalArgumentException malformed) {
            // refused below, like an address of another kind
        }
        throw new Refusal.Invalid("references", "advisory-reference", line);
    }

    private Publisher publisher(Language main) {
        return new Publisher(site.name(main.locale()), site.base(), null, Map.of());
    }

    /** The revision that the next publication adds. */
    Revision revision(int number, Instant at) {
        String key = number == 1 ? "advisories.revision.first" : "advisories.revision.next";
        Map<Language, String> summary = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            summary.put(language, messages.text(language.locale(), key));
        }
        return new Revision(number, at, summary);
    }

    static java.util.stream.Stream<String> lines(String text) {
        return LINE.splitAsStream(text).map(String::strip).filter(line -> !line.isEmpty());
    }

    /** A line {@code first | second}; the second part may be missing. */
    record Pair(String first, @Nullable String second) {
        static Pair of(String line) {
            int bar = line.lastIndexOf('|');
            if (bar < 0) {
                return new Pair(line.strip(), null);
            }
            String second = line.substring(bar + 1).strip();
            return new Pair(line.substring(0, bar).strip(), second.isEmpty() ? null : second);
        }
    }
}
