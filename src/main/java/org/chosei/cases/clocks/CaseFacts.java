package org.chosei.cases.clocks;

import java.time.Instant;
import org.chosei.cases.embargo.Embargo;
import org.jspecify.annotations.Nullable;

/**
 * What other rooms know of a case and its clocks follow from.
 *
 * @param firstWave the first wave's instant, planned or past; null without a wave
 * @param publishedAt when the advisory became public; null before
 * @param cve whether the vulnerability has a CVE id, so that there is a record to publish
 */
public record CaseFacts(
        Embargo embargo,
        @Nullable Instant firstWave,
        @Nullable Instant publishedAt,
        boolean cve) {}
