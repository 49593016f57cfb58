package org.chosei.advisories;

import java.time.Instant;

/** What everybody may read: one row, from which page, CSAF file and feeds are all made. */
public record PublishedAdvisory(
        String number,
        String fileName,
        Instant publishedAt,
        Instant updatedAt,
        Draft draft,
        AdvisoryDocument document,
        String csafSha256) {}
