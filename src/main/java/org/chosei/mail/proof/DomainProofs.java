package org.chosei.mail.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.mail.proof.DkimFinding.Result;
import org.chosei.mail.proof.DomainProof.Outcome;
import org.chosei.mail.proof.DomainProof.Why;
import org.chosei.mail.reading.Mailbox;

/** Checks a mail as it arrived. Keys are taken out of DNS soon after they were used, so this is done once, at arrival. */
public final class DomainProofs {
    /** More are not looked at: each costs a look-up, and no honest mail has as many. */
    private static final int MOST_SIGNATURES = 8;

    private static final int MOST_LOOK_UPS = 40;
    private static final Duration LONGEST = Duration.ofSeconds(20);
    /** RFC 5322 §3.6: these come once. */
    private static final List<String> ONCE = List.of(
            "From",
            "Sender",
            "Reply-To",
            "To",
            "Cc",
            "Subject",
            "Date",
            "Message-ID",
            "In-Reply-To",
            "References",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding");

    private static final Pattern ADDRESS_DOMAIN = Pattern.compile("[^\\s<>()@,;:\"]+@([^\\s<>()@,;:\"]+)");

    private DomainProofs() {}

    /** The proof of these bytes as an instant saw it; never throws, asks DNS at most {@value #MOST_LOOK_UPS} times. */
    public static DomainProof of(byte[] raw, DnsTexts dns, Instant at) {
        RawFields mail = RawFields.of(raw);
        DnsTexts asked = remembering(dns);
        Dkim dkim = new Dkim(mail, asked, at);
        ArcFinding arc = new Arc(mail, dkim).check();
        List<RawFields.Field> from = mail.all("From");
        List<String> domains = from.size() == 1 ? domains(from.getFirst()) : List.of();
        if (from.size() > 1 || domains.size() > 1) {
            return no(Why.SEVERAL_FROM, arc);
        }
        if (domains.isEmpty() || !Dkim.isDomain(domains.getFirst())) {
            return no(Why.NO_FROM, arc);
        }
        String domain = domains.getFirst();
        if (mail.all("DKIM-Signature").isEmpty()) {
            // nothing that could prove: nobody is asked
            return new DomainProof(domain, Outcome.NOT_PROVED, Why.UNSIGNED, null, List.of(), arc);
        }
        Dmarc dmarc = new Dmarc(asked);
        Dmarc.Published published = dmarc.of(domain);
        List<DkimFinding> signatures = mail.all("DKIM-Signature").stream()
                .limit(MOST_SIGNATURES)
                .map(dkim::check)
                .map(each -> new DkimFinding(
                        each.domain(),
                        each.selector(),
                        each.result(),
                        isAligned(each.domain(), domain, published, dmarc)))
                .toList();
        boolean repeated = ONCE.stream().anyMatch(name -> mail.all(name).size() > 1);
        Why why = repeated ? Why.REPEATED_FIELD : why(signatures, published);
        return new DomainProof(domain, outcome(why), why, published.policy(), signatures, arc);
    }

    /**
     * Whether a signature that proves the domain covers the recipients that the mail shows, so that nobody can have put another in
     * their place. The findings are those of these bytes, in their order.
     */
    public static boolean coverRecipients(byte[] raw, DomainProof proof) {
        RawFields mail = RawFields.of(raw);
        List<RawFields.Field> fields = mail.all("DKIM-Signature");
        for (int i = 0; i < Math.min(fields.size(), proof.signatures().size()); i++) {
            DkimFinding finding = proof.signatures().get(i);
            List<String> signed = TagList.parse(Dkim.unfolded(fields.get(i)))
                    .map(SignedFields::names)
                    .orElse(List.of());
            if (finding.result() == Result.VALID
                    && finding.aligned()
                    && signed.contains("to")
                    && (mail.all("Cc").isEmpty() || signed.contains("cc"))) {
                return true;
            }
        }
        return false;
    }

    private static DomainProof no(Why why, ArcFinding arc) {
        return new DomainProof("", Outcome.NOT_PROVED, why, null, List.of(), arc);
    }

    /** Every domain that any reader of this field could take for the sender's. */
    private static List<String> domains(RawFields.Field from) {
        List<String> all = new ArrayList<>();
        Matcher address = ADDRESS_DOMAIN.matcher(from.value().replaceAll("=\\?[^?\\s]*\\?[bBqQ]\\?[^?]*\\?=", " "));
        while (address.find()) {
            all.add(address.group(1).toLowerCase(Locale.ROOT));
        }
        for (Mailbox each : Mailbox.parseList(from.value().replaceAll("[\\r\\n]", ""))) {
            String written = each.address();
            all.add(written.substring(written.lastIndexOf('@') + 1).strip().toLowerCase(Locale.ROOT));
        }
        return all.stream().distinct().toList();
    }

    private static boolean isAligned(String signer, String from, Dmarc.Published published, Dmarc dmarc) {
        if (signer.isEmpty() || signer.equals(from)) {
            return signer.equals(from);
        }
        String top = published.organisation();
        boolean sameTree = signer.equals(top) || signer.endsWith("." + top);
        return !published.strict()
                && published.policy() != null
                && sameTree
                && dmarc.of(signer).organisation().equals(top);
    }

    private static Why why(List<DkimFinding> signatures, Dmarc.Published published) {
        boolean valid = signatures.stream().anyMatch(each -> each.result() == Result.VALID);
        if (signatures.stream().anyMatch(each -> each.result() == Result.VALID && each.aligned())) {
            return Why.ALIGNED;
        }
        if (published.unavailable() || signatures.stream().anyMatch(each -> each.result() == Result.UNAVAILABLE)) {
            return Why.UNAVAILABLE;
        }
        return valid ? Why.NOT_ALIGNED : Why.INVALID;
    }

    private static Outcome outcome(Why why) {
        return why == Why.ALIGNED ? Outcome.PROVED : why == Why.UNAVAILABLE ? Outcome.UNKNOWN : Outcome.NOT_PROVED;
    }

    private static DnsTexts remembering(DnsTexts dns) {
        Map<String, DnsTexts.Answer> known = new HashMap<>();
        long start = System.nanoTime();
        return name -> {
            boolean enough = known.size() >= MOST_LOOK_UPS || System.nanoTime() - start > LONGEST.toNanos();
            if (!known.containsKey(name) && enough) {
                return new DnsTexts.Unavailable();
            }
            return known.computeIfAbsent(name, dns::ask);
        };
    }
}
