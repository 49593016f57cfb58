package org.chosei.cases.web;

/** What happened outside, as somebody typed it. */
public record TypedEvent(String event, String evidence) {
    static final TypedEvent EMPTY = new TypedEvent("", "");
}
