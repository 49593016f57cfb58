package org.chosei.agreements.pdf;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chosei.agreements.Evidence;
import org.chosei.agreements.Signature;
import org.chosei.agreements.Signature.By;
import org.chosei.agreements.pdf.SignatureRecord.Fact;
import org.chosei.agreements.pdf.SignatureRecords.LedgerEntry;
import org.chosei.kernel.JapaneseText;
import org.chosei.web.Messages;
import org.chosei.web.Site;

/** Says what is known of a signature in lines with labels, in one language. */
final class RecordFacts {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz (xxx)", Locale.ENGLISH);

    private final Messages words;
    private final Locale language;
    private final Site site;
    private final List<Fact> facts = new ArrayList<>();

    RecordFacts(Messages words, Locale language, Site site) {
        this.words = words;
        this.language = language;
        this.site = site;
    }

    List<Fact> of(Signature signature, String organisation, List<LedgerEntry> entries) {
        add("document", t("agreements." + signature.kind().label()));
        add("version", String.valueOf(signature.version()));
        add("language", t("agreements.language." + signature.language()));
        add("sha256", signature.textSha256());
        add("organisation", organisation);
        add("csirt", site.name(language));
        by(signature.by(), "signer");
        evidence(signature.evidence());
        By counter = signature.countersignature();
        if (counter == null) {
            add("countersigner", t("agreements.countersigned-not"));
        } else {
            by(counter, "countersigner");
        }
        end(signature);
        for (LedgerEntry entry : entries) {
            add("ledger." + entry.kind(), "#" + entry.seq() + " " + entry.hash());
        }
        add("id", signature.id().toString());
        return List.copyOf(facts);
    }

    private void by(By by, String who) {
        add(who, by.capacity().isEmpty() ? by.name() : t("agreements.record.person", by.name(), by.capacity()));
        if (!by.account().isEmpty()) {
            add(
                    who + "-account",
                    by.isAccountsName() ? by.account() : t("agreements.record.other-account", by.account()));
        }
        add(who + "-at", time(by.at()));
        if (!by.proof().isEmpty()) {
            add(who + "-proof", t("agreements.proof." + by.proof()));
        }
        if (!by.address().isEmpty()) {
            add(who + "-address", by.address());
        }
    }

    private void evidence(Evidence evidence) {
        switch (evidence) {
            case Evidence.Account _ -> {}
            case Evidence.SignedMail mail -> {
                add("sender", mail.sender());
                add("key", mail.fingerprint());
                add("mail-sha256", mail.mailSha256());
                add("reference", mail.reference());
            }
            case Evidence.Paper paper -> {
                add("signed-on", paper.signedOn().toString());
                add("scan-sha256", paper.scanSha256());
                add("read-by", t("agreements.record.two-persons", site.name(language)));
            }
        }
    }

    private void end(Signature signature) {
        Instant ended = signature.endedAt();
        if (ended != null) {
            add("ended", time(ended));
            add(
                    "ended-reason",
                    signature.endedByWithdrawal()
                            ? t("agreements.ended-withdrawn")
                            : String.valueOf(signature.endedReason()));
        }
        Instant until = signature.until();
        if (until != null) {
            add("until", time(until));
        }
    }

    private String time(Instant at) {
        Instant second = at.truncatedTo(ChronoUnit.SECONDS);
        return LOCAL.format(second.atZone(site.zone())) + " = " + second.atOffset(ZoneOffset.UTC);
    }

    private String t(String key, Object... arguments) {
        return words.text(language, key, arguments);
    }

    /** A value stays one line that says what it shows: what would turn text around is spelled out. */
    private void add(String label, String value) {
        String line =
                JapaneseText.withVisibleBidi(value).replaceAll("\\s+", " ").strip();
        facts.add(new Fact(t("agreements.record." + label), line));
    }
}
