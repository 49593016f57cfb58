package org.chosei.registry.vetting;

import java.util.Arrays;
import java.util.List;
import org.chosei.kernel.Refusal;

/** What came of a step of vetting; of documents, which it was. */
public enum Result {
    /** Whoever answered knows of the registration and stands by it. */
    CONFIRMED(Kind.CALL_BACK),
    /** Somebody answered and does not stand by it. */
    NOT_CONFIRMED(Kind.CALL_BACK),
    /** Nobody answered, or nobody who could tell. */
    NO_ANSWER(Kind.CALL_BACK),
    HELD(Kind.MEETING),
    NOT_HELD(Kind.MEETING),
    /** The corporate register's extract. */
    REGISTER_EXTRACT(Kind.DOCUMENT),
    /** The terms of registration, filled in. */
    TERMS(Kind.DOCUMENT),
    /** The answers to the list of technology keywords. */
    KEYWORD_ANSWERS(Kind.DOCUMENT),
    OTHER(Kind.DOCUMENT),
    /** Corrects a record of a document that was not received after all. */
    NOT_RECEIVED(Kind.DOCUMENT);

    private final Kind kind;

    Result(Kind kind) {
        this.kind = kind;
    }

    /** The steps of vetting that are recorded. */
    public enum Kind {
        CALL_BACK,
        MEETING,
        DOCUMENT
    }

    public Kind kind() {
        return kind;
    }

    /** Those that a form for this kind offers. */
    public static List<Result> of(Kind kind) {
        return Arrays.stream(values()).filter(each -> each.kind == kind).toList();
    }

    /** Whether it speaks for the organisation, so that a confirmation may rest on it. */
    public boolean counts() {
        return switch (this) {
            case CONFIRMED, HELD, REGISTER_EXTRACT, TERMS, KEYWORD_ANSWERS, OTHER -> true;
            case NOT_CONFIRMED, NO_ANSWER, NOT_HELD, NOT_RECEIVED -> false;
        };
    }

    static Result read(Kind kind, String name) {
        return of(kind).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("result", "vetting-result"));
    }
}
