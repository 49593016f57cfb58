package org.chosei.identity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person has set for itself; {@code zone} null means the CSIRT's. */
public record AccountSettings(
        String name, String email, Locale locale, @Nullable String zone) {}
