package org.chosei.mail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.access.Purpose;
import org.chosei.jobs.Recurring;
import org.chosei.mail.ArrivedMail.Content;
import org.chosei.mail.IncomingMails.Facts;
import org.chosei.mail.reading.Attachment;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.Unparseable;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.vault.search.SearchEntry;
import org.chosei.vault.search.SearchIndex;
import org.chosei.vault.search.SearchKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes mails on the desk findable by subject, sender, words and names of files. What could be decrypted is sealed once more as plain
 * text, so that a result shows where the words stand without decrypting again.
 */
@Component
class DeskWords implements Recurring {
    private static final int PAGE = 20;

    private final JdbcClient jdbc;
    private final IncomingMailStore store;
    private final MailOpener opener;
    private final Vault vault;
    private final SearchIndex index;
    private final TransactionOperations transaction;

    DeskWords(
            JdbcClient jdbc,
            IncomingMailStore store,
            MailOpener opener,
            Vault vault,
            SearchIndex index,
            TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.store = store;
        this.opener = opener;
        this.vault = vault;
        this.index = index;
        this.transaction = transaction;
    }

    @Override
    public String kind() {
        return "mail.desk-words";
    }

    @Override
    public Purpose purpose() {
        return Purpose.MAIL_IN;
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        List<UUID> waiting = waiting();
        while (!waiting.isEmpty()) {
            waiting.forEach(this::index);
            waiting = waiting.size() < PAGE ? List.of() : waiting();
        }
    }

    private List<UUID> waiting() {
        return java.util.Objects.requireNonNull(transaction.execute(
                _ -> jdbc.sql("""
                        select m.id from incoming_mail m where m.state = 'DESK'
                           and not exists (select from search_entry e where e.kind = 'mail' and e.subject = m.id)
                         order by m.id limit :page
                        """).param("page", PAGE).query(UUID.class).list()));
    }

    /** Reads between two transactions: decrypting takes its time. */
    private void index(UUID id) {
        byte[] raw = java.util.Objects.requireNonNull(transaction.execute(_ -> {
            Facts facts = store.find(id).orElseThrow();
            return vault.open(OpenPurpose.WORK, facts.raw()).bytes();
        }));
        String words = words(raw);
        transaction.executeWithoutResult(_ -> {
            SealedId sealed = vault.sealMail(words.getBytes(StandardCharsets.UTF_8));
            index.put(SearchEntry.forStaff(SearchKind.MAIL, id, List.of(sealed)), words);
        });
    }

    private String words(byte[] raw) {
        return switch (IncomingMail.read(raw)) {
            case Unparseable _ -> "";
            case IncomingMail outer ->
                switch (opener.contentOf(outer)) {
                    case Content.Readable readable -> words(outer, readable.mail());
                    case Content.Unreadable _ -> words(outer, outer);
                };
        };
    }

    private static String words(IncomingMail outer, IncomingMail mail) {
        return Stream.of(
                        Stream.of(mail.subject().isBlank() ? outer.subject() : mail.subject()),
                        outer.from().stream().map(from -> from.display() + " " + from.address()),
                        Stream.of(mail.text().text()),
                        mail.attachments().stream().map(Attachment::name))
                .flatMap(each -> each)
                .filter(each -> !each.isBlank())
                .collect(Collectors.joining("\n"));
    }
}
