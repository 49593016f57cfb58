package org.chosei.advisories;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chosei.advisories.AdvisoryDocument.Language;
import org.chosei.advisories.AdvisoryDocument.Publisher;
import org.chosei.kernel.CaseId;
import org.chosei.web.Messages;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What is public, for whoever asks. Before its instant an advisory is not here, for nobody. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Publications {
    private static final int FEED = 50;

    private final PublicationStore store;
    private final Composer composer;
    private final Site site;
    private final Messages messages;

    Publications(PublicationStore store, Composer composer, Site site, Messages messages) {
        this.store = store;
        this.composer = composer;
        this.site = site;
        this.messages = messages;
    }

    /** Bytes to serve, their hash for the ETag, and when they last changed. */
    public record PublicFile(byte[] bytes, String sha256, Instant changedAt) {}

    /** The advisory with this number, once it is public. */
    public Optional<PublishedAdvisory> find(String number) {
        return store.byNumber(number).map(this::read);
    }

    /** When each of these cases was first published; those that are not public are absent. One query. */
    public Map<CaseId, Instant> publishedAt(Collection<CaseId> cases) {
        return store.publishedAt(cases);
    }

    /** Newest change first; those older than the number {@code before}, or the newest when null. */
    public List<PublishedAdvisory> page(@Nullable String before, int size) {
        return store.page(before, size).stream().map(this::read).toList();
    }

    /**
     * A file of the CSAF folder of a year (CSAF 2.0, 7.1.11): the document, or its hash in {@code .sha256} and
     * {@code .sha512} beside it (7.1.18).
     */
    public Optional<PublicFile> file(String year, String name) {
        if (name.endsWith(".sha256") || name.endsWith(".sha512")) {
            String document = name.substring(0, name.length() - ".sha256".length());
            String algorithm = name.endsWith(".sha256") ? "SHA-256" : "SHA-512";
            return document(year, document).map(file -> {
                byte[] line = (hash(algorithm, file.bytes()) + "  " + document + "\n").getBytes(StandardCharsets.UTF_8);
                return new PublicFile(line, hash("SHA-256", line), file.updatedAt());
            });
        }
        return document(year, name).map(file -> new PublicFile(file.bytes(), file.sha256(), file.updatedAt()));
    }

    private Optional<PublicationStore.File> document(String year, String name) {
        return store.file(name)
                .filter(file -> year.equals(String.valueOf(
                        file.publishedAt().atOffset(ZoneOffset.UTC).getYear())));
    }

    /** The Atom feed in one language. */
    public PublicFile feed(Language language) {
        List<PublishedAdvisory> newest = page(null, FEED);
        String name = site.name(language.locale());
        Instant changed = newest.isEmpty() ? Instant.EPOCH : newest.getFirst().updatedAt();
        AtomFeed feed = new AtomFeed(
                messages.text(language.locale(), "advisories.feed-title", name),
                URI.create(site.address("/advisories/feed." + language.tag() + ".atom")),
                URI.create(site.address("/advisories")),
                language,
                new Publisher(name, site.base(), null, java.util.Map.of()),
                Instant.EPOCH);
        byte[] bytes =
                feed.write(newest.stream().map(PublishedAdvisory::document).toList());
        return new PublicFile(bytes, hash("SHA-256", bytes), changed);
    }

    private PublishedAdvisory read(PublicationStore.Row row) {
        PublicationStore.Content content = JsonMapper.shared().readValue(row.content(), PublicationStore.Content.class);
        return new PublishedAdvisory(
                row.number(),
                row.fileName(),
                row.publishedAt(),
                row.updatedAt(),
                content.draft(),
                composer.compose(row.number(), content.draft(), content.revisions()),
                row.csafSha256());
    }

    static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
