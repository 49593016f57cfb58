package org.chosei.cases;

/** The words of a case, for staff: what it is called, which product it concerns, what was reported. */
public record CaseWords(String title, String product, String summary) {}
