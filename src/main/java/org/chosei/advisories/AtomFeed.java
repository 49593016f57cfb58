package org.chosei.advisories;

import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.chosei.advisories.AdvisoryDocument.Language;
import org.chosei.advisories.AdvisoryDocument.Publisher;
import org.chosei.advisories.AdvisoryDocument.Text;

/**
 * Writes the feed of published advisories in one language (Atom, RFC 4287), newest change first, so that people and
 * their programs learn of an advisory without asking.
 *
 * <p>An advisory without words in the feed's language is listed in its other one, marked by {@code xml:lang}: leaving
 * it out would hide it. Entry ids are tag URIs (RFC 4151) of the publisher's host, the initial release date in UTC and
 * the advisory's id, all of which stay for ever.
 *
 * @param self the feed's own address, which is also its Atom id
 * @param home the page that lists the advisories
 * @param created stands for the last change while there is no advisory
 */
public record AtomFeed(String title, URI self, URI home, Language language, Publisher publisher, Instant created) {
    private static final String ATOM = "http://www.w3.org/2005/Atom";

    public AtomFeed {
        title = PublishedText.required("the feed's title", title);
        DocumentRules.absolute(self);
        DocumentRules.absolute(home);
    }

    /** The feed in UTF-8. The same advisories give the same bytes, in whatever order they come. */
    public byte[] write(List<AdvisoryDocument> advisories) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            writeFeed(xml, advisories);
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A string takes whatever is written to it", e);
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The Atom id of an advisory, the same in every feed that lists it. */
    public static URI entryId(AdvisoryDocument advisory) {
        String name = CsafWriter.fileName(advisory.id());
        return URI.create("tag:%s,%s:advisory/%s"
                .formatted(
                        advisory.publisher().namespace().getHost(),
                        advisory.initialRelease().atOffset(ZoneOffset.UTC).toLocalDate(),
                        name.substring(0, name.length() - ".json".length())));
    }

    private void writeFeed(XMLStreamWriter xml, List<AdvisoryDocument> advisories) throws XMLStreamException {
        xml.setDefaultNamespace(ATOM);
        xml.writeStartElement(ATOM, "feed");
        xml.writeDefaultNamespace(ATOM);
        xml.writeAttribute("xml:lang", language.tag());
        element(xml, "id", self.toASCIIString());
        element(xml, "title", title);
        element(
                xml,
                "updated",
                instant(advisories.stream()
                        .map(AdvisoryDocument::currentRelease)
                        .max(Comparator.naturalOrder())
                        .orElse(created)));
        link(xml, "self", "application/atom+xml", language, self);
        link(xml, "alternate", "text/html", language, home);
        writeAuthor(xml);
        element(xml, "generator", "Chosei");
        var newestFirst = Comparator.comparing(AdvisoryDocument::currentRelease)
                .thenComparing(AdvisoryDocument::id)
                .reversed();
        for (AdvisoryDocument advisory : advisories.stream().sorted(newestFirst).toList()) {
            writeEntry(xml, advisory);
        }
        xml.writeEndElement();
    }

    private void writeAuthor(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement(ATOM, "author");
        element(xml, "name", publisher.name());
        element(xml, "uri", publisher.namespace().toASCIIString());
        xml.writeEndElement();
    }

    private void writeEntry(XMLStreamWriter xml, AdvisoryDocument advisory) throws XMLStreamException {
        Language spoken = advisory.texts().containsKey(language) ? language : advisory.mainLanguage();
        Text text = advisory.text(spoken);
        xml.writeStartElement(ATOM, "entry");
        xml.writeAttribute("xml:lang", spoken.tag());
        element(xml, "id", entryId(advisory).toString());
        element(xml, "title", advisory.id() + ": " + text.title());
        element(xml, "published", instant(advisory.initialRelease()));
        element(xml, "updated", instant(advisory.currentRelease()));
        link(xml, "alternate", "text/html", spoken, advisory.page());
        link(xml, "alternate", "application/json", advisory.mainLanguage(), advisory.csaf());
        element(xml, "summary", text.overview());
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String rel, String type, Language language, URI target)
            throws XMLStreamException {
        xml.writeEmptyElement(ATOM, "link");
        xml.writeAttribute("rel", rel);
        xml.writeAttribute("type", type);
        xml.writeAttribute("hreflang", language.tag());
        xml.writeAttribute("href", target.toASCIIString());
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(ATOM, name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static String instant(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant);
    }
}
