package org.chosei.conversation;

import java.util.List;
import org.chosei.kernel.CaseId;

/** Talk about a case that another room keeps, such as that with reporters; that room implements it. Asked for staff. */
public interface TalkBeside {

    /**
     * One such talk.
     *
     * @param messageKey what it is called, with {@code name} as its argument
     * @param path where it is
     */
    record Beside(String messageKey, String name, String path) {}

    /** In a number of statements that does not grow. */
    List<Beside> of(CaseId caseId);
}
