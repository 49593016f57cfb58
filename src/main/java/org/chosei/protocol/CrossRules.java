package org.chosei.protocol;

import org.chosei.protocol.Verdict.Discouraged;
import org.chosei.protocol.Verdict.Fits;
import org.chosei.protocol.Verdict.Forbidden;
import org.chosei.protocol.Verdict.Rule;

/** What one machine allows in view of the others (Vultron, model interactions). The only place for such rules. */
public final class CrossRules {
    private CrossRules() {}

    /** Whether a participant whose report stands so may take this step with the case's embargo. */
    public static Verdict judge(EmbargoEvent event, EmbargoState embargo, ReportState report, CaseState of) {
        if (EmbargoState.MACHINE.after(embargo, event).isEmpty()) {
            return new Forbidden(Rule.NO_SUCH_STEP);
        }
        if (report == ReportState.CLOSED) {
            return new Forbidden(Rule.REPORT_CLOSED);
        }
        return switch (event) {
            // there may be nobody left to agree with whoever ends what must end
            case REJECT, TERMINATE -> new Fits();
            case PROPOSE -> begins(embargo, of, report);
            case ACCEPT -> agrees(of, report);
        };
    }

    private static Verdict begins(EmbargoState embargo, CaseState of, ReportState report) {
        if (quietNoMore(of) instanceof Forbidden forbidden) {
            return forbidden;
        }
        if (of.deployment() == DeploymentPath.DEPLOYED) {
            return new Discouraged(Rule.FIX_DEPLOYED);
        }
        // one in force may be stretched for vendors that are not ready yet
        if (of.fix() == FixPath.FIX_READY && !embargo.inForce()) {
            return new Discouraged(Rule.FIX_READY);
        }
        return report == ReportState.INVALID || report == ReportState.DEFERRED
                ? new Discouraged(Rule.NOT_WORKED_ON)
                : new Fits();
    }

    private static Verdict agrees(CaseState of, ReportState report) {
        if (quietNoMore(of) instanceof Forbidden forbidden) {
            return forbidden;
        }
        return report == ReportState.INVALID ? new Discouraged(Rule.NOT_WORKED_ON) : new Fits();
    }

    private static Verdict quietNoMore(CaseState of) {
        if (of.world().publicAware() || of.world().exploitPublic()) {
            return new Forbidden(Rule.PUBLIC);
        }
        return of.world().attacksObserved() ? new Forbidden(Rule.ATTACKED) : new Fits();
    }

    /** Whether a participant may take this step with its report. */
    public static Verdict judge(ReportEvent event, ReportState report, EmbargoState embargo) {
        if (ReportState.MACHINE.after(report, event).isEmpty()) {
            return new Forbidden(Rule.NO_SUCH_STEP);
        }
        return event == ReportEvent.CLOSE && embargo.inForce() ? new Discouraged(Rule.EMBARGO_IN_FORCE) : new Fits();
    }

    /** Whether a participant whose report stands so may say that this happened. Anybody may tell of the world. */
    public static Verdict judge(CaseEvent event, CaseState of, ReportState report) {
        if (of.after(event).isEmpty()) {
            return new Forbidden(Rule.NO_SUCH_STEP);
        }
        boolean own = event == CaseEvent.FIX_READY || event == CaseEvent.FIX_DEPLOYED;
        return own && !report.prioritised() ? new Forbidden(Rule.REPORT_NOT_ACCEPTED) : new Fits();
    }

    /** What must be done with the embargo after an event of the case is written; never before it is. */
    public static Teardown teardown(CaseEvent event, EmbargoState embargo) {
        return switch (event) {
            case VENDOR_AWARE, FIX_READY -> Teardown.NOTHING;
            case PUBLIC_AWARE, EXPLOIT_PUBLIC ->
                switch (embargo) {
                    case PROPOSED -> Teardown.REJECT;
                    case ACTIVE, REVISE -> Teardown.TERMINATE;
                    case NONE, EXITED -> Teardown.NOTHING;
                };
            case FIX_DEPLOYED, ATTACKS_OBSERVED ->
                switch (embargo) {
                    case PROPOSED, ACTIVE, REVISE -> Teardown.REVIEW;
                    case NONE, EXITED -> Teardown.NOTHING;
                };
        };
    }

    /** What follows for the embargo. None of it is a duty to publish. */
    public enum Teardown {
        NOTHING,
        /** The proposal is void. */
        REJECT,
        /** The embargo ends at once. */
        TERMINATE,
        /** A person decides soon whether it ends. */
        REVIEW
    }
}
