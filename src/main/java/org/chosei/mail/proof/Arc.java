package org.chosei.mail.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chosei.mail.proof.ArcFinding.State;
import org.chosei.mail.proof.DkimFinding.Result;
import org.jspecify.annotations.Nullable;

/** Checks the chain of seals of those who passed a mail on (RFC 8617 §5.2). */
final class Arc {
    private static final List<String> NAMES =
            List.of("ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal");
    private static final Canonical RELAXED = new Canonical(true, true);
    /** The standard allows 50; nobody passes a mail on so often, and each costs a look-up. */
    private static final int MOST = 10;

    private final RawFields mail;
    private final Dkim dkim;

    Arc(RawFields mail, Dkim dkim) {
        this.mail = mail;
        this.dkim = dkim;
    }

    private record Link(
            RawFields.Field results,
            RawFields.Field message,
            RawFields.Field seal,
            TagList messageTags,
            TagList sealTags) {}

    ArcFinding check() {
        int count = mail.all("ARC-Seal").size();
        if (NAMES.stream().allMatch(name -> mail.all(name).isEmpty())) {
            return ArcFinding.NONE;
        }
        List<Link> links = new ArrayList<>();
        for (int instance = 1; instance <= count && count <= MOST; instance++) {
            Link link = link(instance);
            if (link == null) {
                break;
            }
            links.add(link);
        }
        List<String> sealers =
                links.stream().map(link -> domain(link.sealTags())).toList();
        boolean whole = !links.isEmpty()
                && links.size() == count
                && NAMES.stream().allMatch(name -> mail.all(name).size() == count);
        return new ArcFinding(whole ? state(links) : State.BROKEN, sealers);
    }

    private @Nullable Link link(int instance) {
        RawFields.Field results = field(NAMES.get(0), instance);
        RawFields.Field message = field(NAMES.get(1), instance);
        RawFields.Field seal = field(NAMES.get(2), instance);
        Optional<TagList> messageTags = message == null ? Optional.empty() : TagList.parse(Dkim.unfolded(message));
        Optional<TagList> sealTags = seal == null ? Optional.empty() : TagList.parse(Dkim.unfolded(seal));
        return results == null || message == null || seal == null || messageTags.isEmpty() || sealTags.isEmpty()
                ? null
                : new Link(results, message, seal, messageTags.get(), sealTags.get());
    }

    private RawFields.@Nullable Field field(String name, int instance) {
        List<RawFields.Field> found = mail.all(name).stream()
                .filter(each -> Dkim.unfolded(each).matches("(?s)(.*;)?\\s*i\\s*=\\s*" + instance + "\\s*(;.*)?"))
                .toList();
        return found.size() == 1 ? found.getFirst() : null;
    }

    private State state(List<Link> links) {
        State last = message(links.getLast());
        for (int index = 0; index < links.size() && last == State.HOLDS; index++) {
            last = seal(links.subList(0, index + 1));
        }
        return last;
    }

    private State message(Link link) {
        Optional<Canonical> canonical = Canonical.of(link.messageTags().get("c", "simple/simple"));
        if (canonical.isEmpty()
                || !isNamed(link.messageTags())
                || !dkim.bodyHolds(link.messageTags(), canonical.get())) {
            return State.BROKEN;
        }
        return state(dkim.headerHolds(
                link.message(),
                link.messageTags(),
                canonical.get(),
                domain(link.messageTags()),
                selector(link.messageTags())));
    }

    private State seal(List<Link> links) {
        Link newest = links.getLast();
        String chain = newest.sealTags().get("cv", "").toLowerCase(Locale.ROOT);
        if (!chain.equals(links.size() == 1 ? "none" : "pass")
                || newest.sealTags().get("h").isPresent()
                || !isNamed(newest.sealTags())) {
            return State.BROKEN;
        }
        var data = new StringBuilder();
        for (Link link : links) {
            data.append(Canonical.relaxed(link.results())).append(Canonical.relaxed(link.message()));
            data.append(link == newest ? SignedFields.unsigned(link.seal(), RELAXED) : Canonical.relaxed(link.seal()));
        }
        return state(dkim.signatureHolds(
                data.toString().getBytes(ISO_8859_1),
                newest.sealTags(),
                domain(newest.sealTags()),
                selector(newest.sealTags())));
    }

    private static boolean isNamed(TagList tags) {
        return Dkim.isDomain(domain(tags)) && Dkim.isSelector(selector(tags));
    }

    private static String domain(TagList tags) {
        return tags.compact("d").toLowerCase(Locale.ROOT);
    }

    private static String selector(TagList tags) {
        return tags.compact("s").toLowerCase(Locale.ROOT);
    }

    private static State state(Result result) {
        return result == Result.VALID ? State.HOLDS : result == Result.UNAVAILABLE ? State.UNAVAILABLE : State.BROKEN;
    }
}
