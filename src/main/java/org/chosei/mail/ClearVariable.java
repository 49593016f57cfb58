package org.chosei.mail;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The variables that clear mail may hold. Only names are free words; everything else has a form that no other sentence
 * fits, or is a text that anybody may read: {@link ClearLetters} asks for {@link #TEXT} whether it is published.
 */
enum ClearVariable {
    /** The name of the team that sends. */
    TEAM(Shape.NAME),
    ORGANISATION(Shape.NAME),
    PERSON(Shape.NAME),
    /** The organisation that invites. */
    INVITER(Shape.NAME),
    /** Case or registration number. */
    NUMBER(Shape.NUMBER),
    /** The number under which the reader keeps the case itself, see {@link OwnNumber}. */
    OWN(Shape.OWN),
    /** Numbers of cases, one a line, each with the reader's own number of it in brackets where there is one. */
    CASES(Shape.CASES),
    /** A key's fingerprint in groups of four. */
    FINGERPRINT(Shape.FINGERPRINT),
    /** Where to go: a page of ours. */
    LINK(Shape.LINK),
    /** A deadline as people read it, with its zone. */
    UNTIL(Shape.TIME),
    /** When something was done, with its zone. */
    AT(Shape.TIME),
    /** When a mail arrived, with its zone. */
    RECEIVED(Shape.TIME),
    /** The form's items in lines: number, label and what is wrong, in words that anybody may read in the blank form. */
    ITEMS(Shape.ITEMS),
    /** What is to be signed: lines that name a text by its SHA-256. */
    STATEMENT(Shape.STATEMENT),
    /** A published text, word for word. */
    TEXT(Shape.TEXT);

    private final Shape shape;

    ClearVariable(Shape shape) {
        this.shape = shape;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when the value has not the variable's form */
    String require(String value) {
        String checked = shape.oneLine ? HeaderText.requireLine(key(), value) : value;
        if (!shape.pattern.matcher(checked).matches()
                || value.isBlank()
                || shape.oneLine && value.contains("://") != (shape == Shape.LINK)) {
            throw new IllegalArgumentException("Mail variable " + key() + " cannot be " + HeaderText.shown(value));
        }
        return value;
    }

    private enum Shape {
        // No bidi or line separator characters: they would let a name rewrite the line it stands in.
        NAME("[^\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]{1,120}"),
        NUMBER("[A-Z0-9][A-Z0-9-]{2,39}"),
        OWN("(?!.*//)[A-Za-z0-9][A-Za-z0-9._#/+:-]{0,63}"),
        CASES(
                "[A-Z0-9][A-Z0-9-]{2,39}( \\[[A-Za-z0-9][A-Za-z0-9._#/+:-]{0,63}])?(\\n[A-Z0-9][A-Z0-9-]{2,39}( \\[[A-Za-z0-9][A-Za-z0-9._#/+:-]{0,63}])?){0,49}",
                false),
        FINGERPRINT("([0-9A-F]{4} ){9}([0-9A-F]{4} ){0,6}[0-9A-F]{4}"),
        LINK("https?://[A-Za-z0-9.\\[\\]:-]+(/[A-Za-z0-9._~/=?&%-]*)?"),
        TIME("[0-9][0-9A-Z:.()+/ -]{5,59}"),
        ITEMS(
                "(?!(?s:.*)://)[0-9]+(-[0-9]+)?: [\\P{Cntrl}&&[^\\u2028-\\u202e\\u2066-\\u2069]]{1,400}(\\n[0-9]+(-[0-9]+)?: [\\P{Cntrl}&&[^\\u2028-\\u202e\\u2066-\\u2069]]{1,400}){0,39}",
                false),
        STATEMENT(
                "(?s)(?=.*SHA-256[:\\s]+[0-9a-f]{64}\\b)[\\n\\P{Cntrl}&&[^\\u2028-\\u202e\\u2066-\\u2069]]{1,1500}",
                false),
        TEXT("(?s).{1,200000}", false);

        private final Pattern pattern;
        private final boolean oneLine;

        Shape(String regex) {
            this(regex, true);
        }

        Shape(String regex, boolean oneLine) {
            this.pattern = Pattern.compile(regex);
            this.oneLine = oneLine;
        }
    }
}
