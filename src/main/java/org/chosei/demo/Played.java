package org.chosei.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What earlier steps leave to later ones. */
final class Played {
    /** A case as the steps need it. */
    record OpenedCase(String id, String number, @Nullable Instant embargo) {
        String page() {
            return "/cases/" + id;
        }

        String vendorPage() {
            return "/our-cases/" + id;
        }
    }

    private @Nullable OpenedCase main;
    private @Nullable OpenedCase second;
    private String advisory = "";

    void opened(OpenedCase mainCase, OpenedCase secondCase) {
        main = mainCase;
        second = secondCase;
    }

    /** The case that is carried to its publication. */
    OpenedCase main() {
        return java.util.Objects.requireNonNull(main, "no case yet");
    }

    /** The case from which a vendor is withdrawn. */
    OpenedCase second() {
        return java.util.Objects.requireNonNull(second, "no case yet");
    }

    void published(String number) {
        advisory = number;
    }

    String advisory() {
        return advisory;
    }
}
