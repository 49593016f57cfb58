package org.chosei.installation;

/** A password read from a file: usable, but never shown by logs or error pages that print a record. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "(not shown)";
    }
}
