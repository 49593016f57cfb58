package org.chosei.advisories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.advisories.AdvisoryDocument.Language.EN;
import static org.chosei.advisories.AdvisoryDocument.Language.JA;
import static org.chosei.advisories.Documents.ENGLISH;
import static org.chosei.advisories.Documents.INJECTION;
import static org.chosei.advisories.Documents.JAPANESE;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.chosei.advisories.AdvisoryDocument.Language;
import org.chosei.advisories.AdvisoryDocument.Text;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class AtomFeedTest {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final Instant CREATED = Instant.parse("2026-04-01T00:00:00Z");
    private final AdvisoryDocument old = advisory("CHS-2026-00011", JAPANESE);

    @Test
    void newestChangeComesFirstAndDatesTheFeed() throws Exception {
        Document feed = parse(feed(EN).write(List.of(old, Documents.full())));

        assertThat(text(feed, "updated", 0)).isEqualTo("2026-11-25T03:00:00Z");
        assertThat(text(entry(feed, 0), "title")).isEqualTo("CHS-2026-00012: Router X: command injection");
        assertThat(text(entry(feed, 0), "published")).isEqualTo("2026-11-24T03:00:00Z");
        assertThat(text(entry(feed, 1), "title")).startsWith("CHS-2026-00011");
    }

    @Test
    void entryLinksThePageAndTheCsafDocument() throws Exception {
        Element entry = entry(parse(feed(JA).write(List.of(Documents.full()))), 0);

        assertThat(link(entry, "text/html")).isEqualTo("https://csirt.example.org/advisories/CHS-2026-00012");
        assertThat(link(entry, "application/json"))
                .isEqualTo("https://csirt.example.org/.well-known/csaf/white/2026/chs-2026-00012.json");
        assertThat(text(entry, "title")).endsWith(JAPANESE.title());
    }

    @Test
    void advisoryWithoutTheFeedsLanguageIsListedInItsOtherOne() throws Exception {
        Element entry = entry(parse(feed(EN).write(List.of(old))), 0);

        assertThat(entry.getAttribute("xml:lang")).isEqualTo("ja");
        assertThat(text(entry, "summary")).isEqualTo(JAPANESE.overview());
    }

    @Test
    void idOfAnEntryStaysWhenTheAdvisoryIsRevised() {
        var first = Documents.of(Map.of(EN, ENGLISH), List.of(INJECTION), List.of());

        assertThat(AtomFeed.entryId(Documents.full()))
                .isEqualTo(AtomFeed.entryId(first))
                .hasToString("tag:csirt.example.org,2026-11-24:advisory/chs-2026-00012");
    }

    @Test
    void strangeTextComesBackAsItWas() throws Exception {
        String strange = "𠮷 \uD83D\uDC68\u200D\uD83D\uDC69 \u202Eabc\u202C ]]> <b>&amp;\"'</b>";
        var advisory = advisory("CHS-2026-00013", new Text(strange, strange + "\u0000\u000B\uD800", null, null, null));

        Element entry = entry(parse(feed(JA).write(List.of(advisory))), 0);

        assertThat(text(entry, "title")).isEqualTo("CHS-2026-00013: " + strange);
        assertThat(text(entry, "summary")).isEqualTo(strange + "\uFFFD\uFFFD\uFFFD");
    }

    @Test
    void feedWithoutAdvisoriesIsComplete() throws Exception {
        Document feed = parse(feed(EN).write(List.of()));

        assertThat(text(feed, "updated", 0)).isEqualTo(CREATED.toString());
        assertThat(text(feed, "id", 0)).isEqualTo("https://csirt.example.org/feeds/en.atom");
        assertThat(text(feed, "name", 0)).isEqualTo("Example CSIRT");
        assertThat(feed.getElementsByTagNameNS(ATOM, "entry").getLength()).isZero();
    }

    @Test
    void orderOfTheInputDoesNotChangeTheBytes() {
        var two = advisory("CHS-2026-00014", ENGLISH);

        assertThat(feed(EN).write(List.of(old, two))).isEqualTo(feed(EN).write(List.of(two, old)));
    }

    private static AtomFeed feed(Language language) {
        return new AtomFeed(
                "Advisories",
                URI.create("https://csirt.example.org/feeds/" + language.tag() + ".atom"),
                URI.create("https://csirt.example.org/advisories"),
                language,
                Documents.PUBLISHER,
                CREATED);
    }

    private static AdvisoryDocument advisory(String id, Text text) {
        return Documents.of(id, Map.of(JA, text), List.of(INJECTION), List.of());
    }

    private static Document parse(byte[] feed) throws Exception {
        var factory = DocumentBuilderFactory.newDefaultNSInstance();
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(feed));
    }

    private static Element entry(Document feed, int index) {
        return (Element) feed.getElementsByTagNameNS(ATOM, "entry").item(index);
    }

    private static String text(Document feed, String name, int index) {
        return feed.getElementsByTagNameNS(ATOM, name).item(index).getTextContent();
    }

    private static String text(Element entry, String name) {
        return entry.getElementsByTagNameNS(ATOM, name).item(0).getTextContent();
    }

    private static String link(Element entry, String type) {
        var links = entry.getElementsByTagNameNS(ATOM, "link");
        for (int i = 0; i < links.getLength(); i++) {
            if (((Element) links.item(i)).getAttribute("type").equals(type)) {
                return ((Element) links.item(i)).getAttribute("href");
            }
        }
        throw new AssertionError("no link of type " + type);
    }
}
