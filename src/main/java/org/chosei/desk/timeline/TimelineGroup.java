package org.chosei.desk.timeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What an entry is about, for whoever looks for one thing only. A kind belongs to it by its first word. */
public enum TimelineGroup {
    MAIL("mail"),
    MESSAGE("message", "thread"),
    STATUS("status"),
    FILE("file"),
    EMBARGO("embargo"),
    CLOCK("clock", "contact", "closure", "ask"),
    ACCESS("vendor", "access", "grant", "leak"),
    PARTICIPANT("participant", "introduction", "elsewhere"),
    READ("content", "notice"),
    WAVE("wave", "originator"),
    ADVISORY("advisory", "cve-record"),
    EXPORT("ledger", "fairness"),
    CASE("case", "report", "alias", "number", "vulnerability"),
    /** Whatever no other group has. */
    OTHER;

    private final Set<String> rooms;

    TimelineGroup(String... rooms) {
        this.rooms = Set.of(rooms);
    }

    Set<String> rooms() {
        return rooms;
    }

    /** The words that some group has. */
    static Set<String> known() {
        return Arrays.stream(values()).flatMap(each -> each.rooms.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The group of a kind such as {@code mail.handed-over}. */
    public static TimelineGroup of(String kind) {
        String room = kind.substring(0, kind.indexOf('.'));
        return Arrays.stream(values())
                .filter(each -> each.rooms.contains(room))
                .findFirst()
                .orElse(OTHER);
    }

    /** The part of an address that asks for every group but this one. */
    public static String allBut(TimelineGroup group) {
        return Arrays.stream(values())
                .filter(each -> each != group)
                .map(each -> "group=" + each.name())
                .collect(Collectors.joining("&"));
    }

    /** The names that a form sent; what names no group is left out. */
    static List<TimelineGroup> named(List<String> names) {
        return Arrays.stream(values())
                .filter(each -> names.contains(each.name()))
                .toList();
    }

    /** As it is written in style sheets. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
