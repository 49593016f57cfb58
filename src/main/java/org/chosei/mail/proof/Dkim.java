package org.chosei.mail.proof;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.chosei.mail.proof.DkimFinding.Result;
import org.jspecify.annotations.Nullable;

/**
 * Checks DKIM signatures (RFC 6376, 8301, 8463), more strictly than most: what a signature leaves open to be changed, or
 * what is signed in a way that no longer resists, proves nothing.
 */
final class Dkim {
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+");
    private static final Pattern SELECTOR = Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final long CLOCK_SKEW_SECONDS = 3600;

    private final RawFields mail;
    private final DnsTexts dns;
    private final Instant at;

    Dkim(RawFields mail, DnsTexts dns, Instant at) {
        this.mail = mail;
        this.dns = dns;
        this.at = at;
    }

    /** A signature without its alignment, which others decide. */
    record Checked(String domain, String selector, Result result) {}

    Checked check(RawFields.Field field) {
        return TagList.parse(unfolded(field))
                .map(tags -> check(field, tags))
                .orElseGet(() -> new Checked("", "", Result.MALFORMED));
    }

    static String unfolded(RawFields.Field field) {
        return field.value().replaceAll("\\r?\\n", "");
    }

    private Checked check(RawFields.Field field, TagList tags) {
        String domain = tags.compact("d").toLowerCase(Locale.ROOT);
        String selector = tags.compact("s").toLowerCase(Locale.ROOT);
        if (!isDomain(domain) || !isSelector(selector)) {
            return new Checked("", "", Result.MALFORMED);
        }
        Result form = form(tags, domain);
        return new Checked(domain, selector, form == null ? verify(field, tags, domain, selector) : form);
    }

    static boolean isDomain(String domain) {
        return domain.length() <= 253 && DOMAIN.matcher(domain).matches();
    }

    static boolean isSelector(String selector) {
        return selector.length() <= 120 && SELECTOR.matcher(selector).matches();
    }

    /** What can be told without DNS; null when nothing speaks against it. */
    private @Nullable Result form(TagList tags, String domain) {
        List<String> names = SignedFields.names(tags);
        if (!tags.get("v", "").equals("1")
                || !tags.get("q", "dns/txt").equalsIgnoreCase("dns/txt")
                || Canonical.of(tags.get("c", "simple/simple")).isEmpty()
                || !isIdentity(tags, domain)) {
            return Result.MALFORMED;
        }
        if (DomainKey.Algorithm.of(tags.get("a", "")) == null) {
            return Result.WEAK_ALGORITHM;
        }
        if (tags.get("l").isPresent()) {
            return Result.LENGTH_LIMITED;
        }
        if (!names.contains("from")) {
            return Result.FROM_OPEN;
        }
        if (!mail.all("Subject").isEmpty() && !names.contains("subject")) {
            return Result.SUBJECT_OPEN;
        }
        return time(tags);
    }

    private @Nullable Result time(TagList tags) {
        String signed = tags.get("t", "0");
        String ends = tags.get("x", "999999999999");
        if (!SECONDS.matcher(signed).matches() || !SECONDS.matcher(ends).matches()) {
            return Result.MALFORMED;
        }
        if (Long.parseLong(signed) > at.getEpochSecond() + CLOCK_SKEW_SECONDS) {
            return Result.FROM_THE_FUTURE;
        }
        return Long.parseLong(ends) < at.getEpochSecond() ? Result.EXPIRED : null;
    }

    private static boolean isIdentity(TagList tags, String domain) {
        String identity = tags.get("i", "@" + domain).toLowerCase(Locale.ROOT);
        String of = identity.substring(identity.lastIndexOf('@') + 1);
        return identity.contains("@") && (of.equals(domain) || of.endsWith("." + domain));
    }

    private Result verify(RawFields.Field field, TagList tags, String domain, String selector) {
        Canonical canonical = Canonical.of(tags.get("c", "simple/simple")).orElseThrow();
        if (!bodyHolds(tags, canonical)) {
            return Result.BODY_CHANGED;
        }
        return headerHolds(field, tags, canonical, domain, selector);
    }

    /** Also for ARC-Message-Signature, which is made the same way. */
    boolean bodyHolds(TagList tags, Canonical canonical) {
        byte[] hash = Hash.sha256(canonical.body(mail.body()));
        return Arrays.equals(hash, decoded(tags.compact("bh")));
    }

    Result headerHolds(RawFields.Field field, TagList tags, Canonical canonical, String domain, String selector) {
        byte[] data = SignedFields.bytes(mail, SignedFields.names(tags), field, canonical);
        return signatureHolds(data, tags, domain, selector);
    }

    Result signatureHolds(byte[] data, TagList tags, String domain, String selector) {
        DomainKey.Algorithm algorithm = DomainKey.Algorithm.of(tags.get("a", ""));
        if (algorithm == null) {
            return Result.WEAK_ALGORITHM;
        }
        DomainKey published = DomainKey.of(dns.ask(selector + "._domainkey." + domain), algorithm);
        PublicKey key = published.key();
        if (key == null) {
            return java.util.Objects.requireNonNull(published.refused());
        }
        return algorithm.verifies(key, data, SignedFields.signature(tags)) ? Result.VALID : Result.WRONG;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
