package org.chosei.intake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.mail.reading.Attachment;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.registry.form.LabelledText;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a partner wrote, opened for a reader.
 *
 * @param sender the address it came from
 * @param fields what stood at the form's labels, as written
 * @param text the whole text, so that nothing is lost that stood at no label
 * @param files the names of what was attached; the bytes stay in the mail
 */
public record PartnerReport(String sender, Map<ReportField, String> fields, String text, List<String> files) {

    /** What stood at the label, or nothing. */
    public String field(ReportField field) {
        return fields.getOrDefault(field, "");
    }

    /** The end of the embargo that was asked for. */
    public RequestedEmbargo embargo() {
        return RequestedEmbargo.read(field(ReportField.EMBARGO));
    }

    /** The label, if it is one of TLP 2.0. */
    public Optional<Tlp> tlp() {
        try {
            return Optional.of(Tlp.read(JapaneseText.plain(field(ReportField.TLP))));
        } catch (Refusal.Invalid unknown) {
            return Optional.empty();
        }
    }

    /** The partner's tracking number on one line, full-width signs made plain; empty if none was given. */
    String number() {
        return JapaneseText.plain(field(ReportField.TRACKING_NUMBER))
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** Reads the form out of a decrypted mail; empty when it is not there. */
    static Optional<Read> in(String sender, IncomingMail mail, Instant receivedAt) {
        String text = mail.text().text();
        return ReportTemplate.partnerReport().read(text).map(reading -> {
            List<String> files =
                    mail.attachments().stream().map(Attachment::name).toList();
            PartnerReport report = new PartnerReport(sender, ReportTemplate.byField(reading.answers()), text, files);
            return new Read(report, report.problems(reading, receivedAt));
        });
    }

    /** A report with what a person should look at, as message keys under {@code intake.problem}. */
    record Read(PartnerReport report, List<String> problems) {}

    private List<String> problems(LabelledText.Reading reading, Instant receivedAt) {
        List<String> problems = new ArrayList<>();
        for (ReportField field :
                List.of(ReportField.TRACKING_NUMBER, ReportField.PRODUCT, ReportField.TITLE, ReportField.DESCRIPTION)) {
            if (field(field).isBlank()) {
                problems.add("missing." + field.key());
            }
        }
        if (tlp().isEmpty()) {
            problems.add(field(ReportField.TLP).isBlank() ? "missing.tlp" : "tlp-unknown");
        }
        embargoProblem(receivedAt).ifPresent(problems::add);
        reading.repeated().stream().sorted().forEach(key -> problems.add("repeated." + key));
        if (!reading.complete()) {
            problems.add("incomplete");
        }
        return problems;
    }

    private Optional<String> embargoProblem(Instant receivedAt) {
        return Optional.ofNullable(
                switch (embargo()) {
                    case RequestedEmbargo.Waived _ -> null;
                    case RequestedEmbargo.At at -> at.until().toInstant().isAfter(receivedAt) ? null : "embargo-past";
                    case RequestedEmbargo.WithoutZone _ -> "embargo-zone";
                    case RequestedEmbargo.WithoutHour _ -> "embargo-hour";
                    case RequestedEmbargo.Twofold _ -> "embargo-twofold";
                    case RequestedEmbargo.Blank _ -> "embargo-blank";
                    case RequestedEmbargo.Unreadable _ -> "embargo-unreadable";
                });
    }

    byte[] toBytes() {
        Map<String, String> byKey = new LinkedHashMap<>();
        fields.forEach((field, answer) -> byKey.put(field.key(), answer));
        return JsonMapper.shared()
                .writeValueAsString(new Sealed(1, sender, byKey, text, files))
                .getBytes(StandardCharsets.UTF_8);
    }

    static PartnerReport fromBytes(byte[] bytes) {
        Sealed sealed = JsonMapper.shared().readValue(bytes, Sealed.class);
        return new PartnerReport(
                sealed.sender(), ReportTemplate.byField(sealed.fields()), sealed.text(), sealed.files());
    }

    /** As it lies sealed; the version tells a later reader how. */
    record Sealed(int version, String sender, Map<String, String> fields, String text, List<String> files) {}
}
