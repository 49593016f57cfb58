package org.chosei.desk.timeline;

import java.util.List;
import java.util.Optional;
import org.chosei.kernel.CaseId;
import org.chosei.ledger.Timeline;

/** Where the thing is that an entry is about. Whoever may not see it is told so by its page, as by any address. */
final class TimelineLinks {
    private TimelineLinks() {}

    static String forStaff(CaseId caseId, Timeline.Line line) {
        List<String> subjects = line.subjects();
        Optional<String> other = id(subjects, "from-case").or(() -> id(subjects, "into-case"));
        if (other.isPresent()) {
            return "/cases/" + other.get() + "/timeline";
        }
        Optional<String> report = id(subjects, "report");
        if (report.isPresent()) {
            return "/reports/" + report.get();
        }
        String path = "/cases/" + caseId;
        String vendor = vendor(path, line);
        return switch (TimelineGroup.of(line.kind())) {
            case MESSAGE -> id(subjects, "message").map(of -> "/messages/" + of).orElse(path);
            case MAIL, ACCESS -> vendor;
            case FILE -> id(subjects, "file").map(of -> "/files/" + of).orElse(path);
            case STATUS -> path + "/status";
            case EMBARGO -> path + "/embargo";
            case CLOCK -> path + "/deadlines";
            case PARTICIPANT -> path + "/participants";
            case WAVE -> path + "/fairness";
            case READ -> line.kind().startsWith("notice.") ? vendor : "";
            case ADVISORY -> path + "/advisory";
            case CASE -> line.kind().startsWith("case.") ? path : path + "/vulnerabilities";
            case EXPORT, OTHER -> "";
        };
    }

    /** The page of the one vendor that it is about; of the case when it is about more. */
    private static String vendor(String path, Timeline.Line line) {
        List<String> named = line.subjects().stream()
                .filter(each -> each.startsWith("organisation:"))
                .toList();
        return named.size() == 1 ? path + "/vendors/" + named.getFirst().substring("organisation:".length()) : path;
    }

    static String forVendor(CaseId caseId, String kind, List<String> subjects) {
        String path = "/our-cases/" + caseId;
        return switch (TimelineGroup.of(kind)) {
            case MESSAGE -> id(subjects, "message").map(of -> "/messages/" + of).orElse(path);
            case STATUS -> path + "/status";
            case EMBARGO -> path + "/embargo";
            case READ, WAVE, PARTICIPANT -> path;
            case FILE -> id(subjects, "file").map(of -> "/files/" + of).orElse(path);
            case MAIL, CLOCK, ACCESS, ADVISORY, CASE, EXPORT, OTHER -> "";
        };
    }

    static Optional<String> id(List<String> subjects, String type) {
        return subjects.stream()
                .filter(each -> each.startsWith(type + ":"))
                .map(each -> each.substring(type.length() + 1))
                .findFirst();
    }
}
