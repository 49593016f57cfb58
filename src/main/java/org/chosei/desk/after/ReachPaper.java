package org.chosei.desk.after;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chosei.agreements.pdf.Paper;
import org.chosei.cases.CoordinatedCase;
import org.chosei.distribution.asks.Ask;
import org.chosei.distribution.asks.Rung;
import org.chosei.registry.Contact;
import org.chosei.registry.Organisation;
import org.chosei.web.Messages;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;

/**
 * The letter and the fax sheet that ask a vendor to get in touch: number, what is asked and until when, and never anything of
 * the case. An addressee has one honorific: 御中 after an organisation, 様 after a person.
 */
@Component
public class ReachPaper {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.JAPANESE);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Messages messages;
    private final Site site;
    private final InstantSource clock;

    ReachPaper(Messages messages, Site site, InstantSource clock) {
        this.messages = messages;
        this.site = site;
        this.clock = clock;
    }

    /**
     * Writes it.
     *
     * @param to whom it reaches
     * @param ask what is asked now
     */
    public Paper of(Rung rung, Locale language, CoordinatedCase of, Organisation vendor, Contact to, Ask ask) {
        Instant now = clock.instant();
        Texts texts = new Texts(language);
        List<Paper.Part> parts = new ArrayList<>();
        parts.add(
                rung == Rung.FAX
                        ? new Paper.Part.Heading(texts.t("fax-title"))
                        : new Paper.Part.Address(address(language, vendor, to)));
        parts.add(new Paper.Part.Right(
                List.of(of.number(), day(language, now.atZone(site.zone())), site.name(language))));
        if (rung == Rung.FAX) {
            parts.add(new Paper.Part.Facts(List.of(
                    new Paper.Fact(texts.t("fax-to"), String.join(" ", named(language, vendor, to))),
                    new Paper.Fact(texts.t("fax-number"), to.fax()),
                    new Paper.Fact(texts.t("fax-from"), site.name(language)),
                    new Paper.Fact(texts.t("fax-pages"), "1"))));
        }
        parts.add(new Paper.Part.Heading(texts.t("subject")));
        parts.add(new Paper.Part.Text(texts.t("body." + ask.step().name(), of.number(), site.name(language))));
        parts.add(new Paper.Part.Facts(List.of(
                new Paper.Fact(texts.t("number"), of.number()),
                new Paper.Fact(
                        texts.t("asked"),
                        messages.text(language, "asks.step." + ask.step().name())),
                new Paper.Fact(texts.t("until"), until(ask.due())),
                new Paper.Fact(texts.t("portal"), site.address("/")))));
        parts.add(new Paper.Part.Text(texts.t("closing")));
        return new Paper(
                of.number() + (rung == Rung.FAX ? "-FAX" : "-LETTER"),
                now,
                language,
                texts.t("subject"),
                parts,
                texts.t("missing"));
    }

    private String until(Instant due) {
        ZonedDateTime at = due.atZone(site.zone());
        return MINUTE.format(at) + " " + at.getZone().getDisplayName(java.time.format.TextStyle.SHORT, Locale.ENGLISH);
    }

    private static String day(Locale language, ZonedDateTime at) {
        return (language.getLanguage().equals("ja") ? DAY : DATE).format(at);
    }

    private List<String> address(Locale language, Organisation vendor, Contact to) {
        List<String> lines = new ArrayList<>();
        List<String> postal = to.postalAddress()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (language.getLanguage().equals("ja")) {
            lines.addAll(postal);
            lines.addAll(named(language, vendor, to));
        } else {
            lines.addAll(named(language, vendor, to));
            lines.addAll(postal);
        }
        return lines;
    }

    /** Organisation and person, with the one honorific that is due. */
    private List<String> named(Locale language, Organisation vendor, Contact to) {
        String organisation = vendor.name(language);
        boolean japanese = language.getLanguage().equals("ja");
        if (to.name().isBlank()) {
            return List.of(messages.text(language, "asks.paper.team", organisation));
        }
        List<String> lines = new ArrayList<>(List.of(organisation));
        String office = (to.affiliation() + (japanese ? " " : ", ") + to.title()).replaceAll("^[ ,]+|[ ,]+$", "");
        if (!office.isBlank()) {
            lines.add(office);
        }
        lines.add(messages.text(language, "asks.paper.person", to.name().replaceAll("[ 　]*(様|さま|殿)$", "")));
        return lines;
    }

    private final class Texts {
        private final Locale language;

        Texts(Locale language) {
            this.language = language;
        }

        String t(String key, Object... arguments) {
            return messages.text(language, "asks.paper." + key, arguments);
        }
    }
}
