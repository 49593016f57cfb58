package org.chosei.mail.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose policy holds for a domain, and which domains count as its own. The organisation's domain is found by walking up the
 * names and asking each, so no list of public suffixes has to be kept up to date.
 */
final class Dmarc {
    private static final int LONGEST_WALK = 8;

    private final DnsTexts dns;

    Dmarc(DnsTexts dns) {
        this.dns = dns;
    }

    /**
     * What the domain's owner published.
     *
     * @param organisation the domain under which all names are the organisation's
     * @param policy {@code none | quarantine | reject}; null when nothing is published
     * @param strict whether only the very same domain is aligned
     * @param unavailable whether DNS failed on the way, so that nothing is known
     */
    record Published(String organisation, @Nullable String policy, boolean strict, boolean unavailable) {}

    private record Step(String domain, TagList tags) {}

    Published of(String domain) {
        List<Step> found = new ArrayList<>();
        for (String each : walk(domain)) {
            switch (dns.ask("_dmarc." + each)) {
                case DnsTexts.Unavailable _ -> {
                    return new Published(domain, null, true, true);
                }
                case DnsTexts.Texts(var texts) -> record(texts).ifPresent(tags -> found.add(new Step(each, tags)));
            }
            if (!found.isEmpty()
                    && found.getLast().domain().equals(each)
                    && psd(found.getLast()).equals("n")) {
                break;
            }
        }
        if (found.isEmpty()) {
            return new Published(domain, null, true, false);
        }
        String organisation = organisation(domain, found);
        TagList own =
                found.getFirst().domain().equals(domain) ? found.getFirst().tags() : holding(found, organisation);
        return new Published(
                organisation,
                own.get("p", "none").toLowerCase(Locale.ROOT),
                own.get("adkim", "r").equalsIgnoreCase("s"),
                false);
    }

    private static TagList holding(List<Step> found, String organisation) {
        return found.stream()
                .filter(step -> step.domain().equals(organisation))
                .findFirst()
                .orElse(found.getLast())
                .tags();
    }

    private static String organisation(String domain, List<Step> found) {
        for (Step step : found) {
            if (psd(step).equals("n")) {
                return step.domain();
            }
            if (psd(step).equals("y") && !step.domain().equals(domain)) {
                return oneBelow(step.domain(), domain);
            }
        }
        return found.getLast().domain();
    }

    private static String oneBelow(String suffix, String domain) {
        String rest = domain.substring(0, domain.length() - suffix.length() - 1);
        return rest.substring(rest.lastIndexOf('.') + 1) + "." + suffix;
    }

    private static String psd(Step step) {
        return step.tags().get("psd", "u").toLowerCase(Locale.ROOT);
    }

    private static Optional<TagList> record(List<String> texts) {
        List<String> records = texts.stream()
                .filter(text -> text.matches("(?s)\\s*v\\s*=\\s*DMARC1\\s*(;.*)?"))
                .toList();
        return records.size() == 1 ? TagList.parse(records.getFirst()) : Optional.empty();
    }

    /** The domain and those above it; of a name with many labels only the last seven are walked. */
    static List<String> walk(String domain) {
        List<String> names = new ArrayList<>(List.of(domain));
        List<String> labels = Arrays.asList(domain.split("\\."));
        int from = Math.max(1, labels.size() - (LONGEST_WALK - 1));
        for (int at = from; at < labels.size(); at++) {
            names.add(String.join(".", labels.subList(at, labels.size())));
        }
        return names;
    }
}
