package org.chosei.registry.vetting;

import java.util.Arrays;
import org.chosei.kernel.Refusal;

/** Where a number to call back was found. A number that only the registration itself names proves nothing. */
public enum NumberSource {
    /** A register that the organisation does not write itself, such as the corporate register. */
    PUBLIC_REGISTER(true),
    /** A page of the organisation's own site, reached by its known domain. */
    WEB_PAGE(true),
    /** A printed or online telephone directory. */
    DIRECTORY(true),
    /** Known from dealings before the registration. */
    EARLIER_CONTACT(false),
    OTHER(false);

    private final boolean published;

    NumberSource(boolean published) {
        this.published = published;
    }

    /** Whether anybody can look it up there: only then may it be a number that the organisation also gave itself. */
    public boolean published() {
        return published;
    }

    static NumberSource read(String name) {
        return Arrays.stream(values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("found", "vetting-source"));
    }
}
