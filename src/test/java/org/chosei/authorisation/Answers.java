package org.chosei.authorisation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chosei.cases.CoordinatedCase;
import org.chosei.testing.Browser;
import org.chosei.testing.World;

/** What every answer must carry, and what it must not. */
final class Answers {
    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Embedder-Policy", "require-corp");

    private final World world;
    private final Map<String, List<String>> secrets = new HashMap<>();

    Answers(World world) {
        this.world = world;
    }

    /** The page without what differs from one request to the next: its own path, form tokens and nonces. */
    static String withoutPath(Browser.Page page, String path) {
        return page.body()
                .replace(path, "PATH")
                .replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "TOKEN")
                .replaceAll("data-request=\"[^\"]*\">[^<]*<", "REQUEST")
                .replaceAll("nonce=\"[^\"]*\"", "NONCE");
    }

    /** Which of the strict headers are missing or loosened. */
    static List<String> headers(String cell, Browser.Page page, boolean confidential) {
        List<String> wrong = new ArrayList<>();
        ALWAYS.forEach((name, value) -> {
            if (!page.headers().allValues(name).equals(List.of(value))) {
                wrong.add(cell + ": " + name + " is " + page.headers().allValues(name));
            }
        });
        List<String> policy = page.headers().allValues("Content-Security-Policy");
        String csp = String.join(" AND ", policy);
        boolean download = page.headers().firstValue("Content-Disposition").isPresent();
        boolean strict = csp.contains("default-src 'none'")
                && !csp.contains("unsafe-")
                && (csp.startsWith("sandbox;")
                        || csp.contains("frame-ancestors 'none'")
                                && csp.contains("base-uri 'none'")
                                && csp.contains("object-src 'none'"));
        if (policy.size() != 1 || !strict) {
            wrong.add(cell + ": Content-Security-Policy is " + policy);
        }
        if (download
                && (!page.headers().firstValue("Content-Disposition").orElse("").startsWith("attachment"))) {
            wrong.add(cell + ": is shown and not downloaded");
        }
        if (download && confidential && !csp.startsWith("sandbox;")) {
            wrong.add(cell + ": a download without a sandbox");
        }
        String cache = page.headers().firstValue("Cache-Control").orElse("");
        if (confidential && !cache.equals("no-store")) {
            wrong.add(cell + ": Cache-Control is " + cache);
        }
        return wrong;
    }

    /** Words, numbers and ids of others that the caller must never be shown, except where it sent them itself. */
    List<String> leaks(Caller caller, Samples.Path asked, Browser.Page page) {
        if (caller.staff()) {
            return List.of();
        }
        String shown = page.body();
        String location = page.location();
        for (String sent : asked.values().values()) {
            shown = shown.replace(sent, "");
            location = location.replace(sent, "");
        }
        String all = shown + location;
        return secrets.computeIfAbsent(caller.name(), _ -> secrets(caller).toList()).stream()
                .filter(all::contains)
                .toList();
    }

    private Stream<String> secrets(Caller caller) {
        Stream<String> vendors = Stream.of(world.asahi, world.hidden, world.stranger, world.waiting, world.withdrawn)
                .filter(vendor -> !caller.is(vendor))
                .flatMap(vendor -> Stream.of(
                        vendor.word(),
                        vendor.id().toString(),
                        vendor.fingerprint(),
                        world.person(vendor.responsible()).toString()));
        boolean inShared = caller.is(world.asahi) || caller.is(world.hidden);
        return Stream.of(
                        vendors,
                        words(world.shared, "shared", inShared),
                        words(world.alone, "alone", caller.is(world.hidden)),
                        Stream.of("PARTNER-", "Partner CSIRT", "Words of the partner", world.partner.fingerprint()))
                .flatMap(each -> each);
    }

    private static Stream<String> words(CoordinatedCase of, String word, boolean granted) {
        Stream<String> never =
                Stream.of("Title " + word, "Summary " + word, "Product " + word, "Advisory " + of.number());
        return granted
                ? never
                : Stream.concat(never, Stream.of(of.number(), of.id().toString()));
    }
}
