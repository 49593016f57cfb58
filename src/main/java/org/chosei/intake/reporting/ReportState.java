package org.chosei.intake.reporting;

import java.util.Set;
import org.chosei.kernel.CaseId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/** Where a report stands. Each state knows the steps that lead on; there are no others. */
public sealed interface ReportState {

    /** The steps that may follow. */
    Set<Step> next();

    /** The end of the state's message keys. */
    String key();

    /** Nobody has looked yet. */
    record Received() implements ReportState {
        @Override
        public Set<Step> next() {
            return Set.of(Step.CHECKING, Step.ACCEPTED, Step.LINKED, Step.TURNED_DOWN);
        }

        @Override
        public String key() {
            return "received";
        }
    }

    /** Somebody checks it, for the first time or again. */
    record Checking() implements ReportState {
        @Override
        public Set<Step> next() {
            return Set.of(Step.ACCEPTED, Step.LINKED, Step.TURNED_DOWN);
        }

        @Override
        public String key() {
            return "checking";
        }
    }

    /** It will be coordinated; its case is still to be opened or found. */
    record Accepted() implements ReportState {
        @Override
        public Set<Step> next() {
            return Set.of(Step.LINKED, Step.TURNED_DOWN);
        }

        @Override
        public String key() {
            return "accepted";
        }
    }

    /** A case handles it. {@code of} is null for whoever reported: the case is not for them. */
    record InCase(@Nullable Linked of) implements ReportState {
        @Override
        public Set<Step> next() {
            return Set.of(Step.PUBLISHED);
        }

        @Override
        public String key() {
            return "in-case";
        }
    }

    /** It is not coordinated; {@code reason} is sealed for the reporter too, {@code duplicateOf} is for staff alone. */
    record NotAccepted(Exit exit, SealedId reason, @Nullable Original duplicateOf) implements ReportState {
        @Override
        public Set<Step> next() {
            return Set.of(Step.REOPENED);
        }

        @Override
        public String key() {
            return "not-accepted";
        }
    }

    /** What came of it is public. */
    record Published(@Nullable Linked of) implements ReportState {
        @Override
        public Set<Step> next() {
            return Set.of();
        }

        @Override
        public String key() {
            return "published";
        }
    }

    /** The case of a report. */
    record Linked(CaseId id, String number) {}

    /** The report that another one repeats. */
    record Original(java.util.UUID id, String reference) {}
}
