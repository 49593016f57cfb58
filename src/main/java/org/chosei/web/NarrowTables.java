package org.chosei.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes into each cell of a {@code .table} what its column is called, so that the style sheet can stack rows on a narrow
 * screen without hiding what they say, and the roles that assistive technology keeps when a table is no longer laid out as
 * one. It reads what the templates wrote, where every {@code <} of a value is escaped; other tables stay as they are.
 */
final class NarrowTables {
    private static final Pattern TAG =
            Pattern.compile("<(/?)(div|table|thead|tbody|tr|th|td)((?=[\\s>])(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>");
    private static final Pattern STACKED = Pattern.compile("\\sclass=\"(?:[^\"]* )?table[ \"]");
    private static final Pattern ANY_TAG = Pattern.compile("<[^>]*>");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final StringBuilder out = new StringBuilder();
    private final List<String> columns = new ArrayList<>();
    private boolean announced;
    private boolean inTable;
    private boolean inHead;
    private int column;
    private int headerFrom;

    private NarrowTables() {}

    /** The page with its cells labelled. */
    static String labelled(String html) {
        return html.contains("class=\"table") ? new NarrowTables().read(html) : html;
    }

    private String read(String html) {
        Matcher tag = TAG.matcher(html);
        int from = 0;
        while (tag.find()) {
            boolean end = !tag.group(1).isEmpty();
            String name = tag.group(2);
            String attributes = tag.group(3);
            String added = end ? "" : opened(name, attributes, tag.end());
            if (end) {
                closed(name, html, tag.start());
            }
            out.append(html, from, tag.end() - 1).append(added);
            from = tag.end() - 1;
        }
        return out.append(html, from, html.length()).toString();
    }

    private String opened(String name, String attributes, int end) {
        if (name.equals("div")) {
            announced = STACKED.matcher(attributes).find();
            return "";
        }
        if (name.equals("table")) {
            inTable = announced;
            announced = false;
            columns.clear();
        }
        return inTable ? inside(name, attributes, end) : "";
    }

    private String inside(String name, String attributes, int end) {
        return switch (name) {
            case "table" -> " role=\"table\"";
            case "thead" -> {
                inHead = true;
                yield " role=\"rowgroup\"";
            }
            case "tbody" -> " role=\"rowgroup\"";
            case "tr" -> {
                column = 0;
                yield " role=\"row\"";
            }
            case "th" -> {
                headerFrom = end;
                yield inHead ? " role=\"columnheader\"" : " role=\"rowheader\"" + label(attributes);
            }
            default -> " role=\"cell\"" + label(attributes);
        };
    }

    /** A cell over several columns belongs to none of them. */
    private String label(String attributes) {
        String label = column < columns.size() ? columns.get(column) : "";
        column++;
        return label.isEmpty() || attributes.contains("colspan=") ? "" : " data-label=\"" + label + "\"";
    }

    private void closed(String name, String html, int start) {
        if (name.equals("table")) {
            inTable = false;
        } else if (name.equals("thead")) {
            inHead = false;
        } else if (name.equals("th") && inTable && inHead) {
            String words = ANY_TAG.matcher(html.substring(headerFrom, start)).replaceAll(" ");
            columns.add(SPACE.matcher(words).replaceAll(" ").strip().replace("\"", "&#34;"));
        }
    }
}
