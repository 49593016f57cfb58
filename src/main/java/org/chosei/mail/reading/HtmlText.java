package org.chosei.mail.reading;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** Plain text of an HTML mail. Nothing of it is rendered or loaded; scripts, styles and the head are left out. */
final class HtmlText implements NodeVisitor {
    /** Longer sources are cut: text for a person never needs this much, and a tree takes many times the source. */
    private static final int MAX_SOURCE = 2_000_000;

    private static final Set<String> SILENT = Set.of("head", "script", "style", "template", "noscript");

    private final StringBuilder text = new StringBuilder();
    private int silent;

    private HtmlText() {}

    static String of(String html) {
        HtmlText visitor = new HtmlText();
        String source = html.length() > MAX_SOURCE ? html.substring(0, MAX_SOURCE) : html;
        NodeTraversor.traverse(visitor, Jsoup.parse(source));
        return visitor.text.toString().strip();
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode words && silent == 0) {
            append(words);
        } else if (node instanceof Element element) {
            silent += SILENT.contains(element.normalName()) ? 1 : 0;
            switch (element.normalName()) {
                case "br" -> text.append('\n');
                case "li" -> newLine("- ");
                case "td", "th" -> text.append(text.isEmpty() || endsWith('\n') ? "" : "\t");
                default -> newLineIfBlock(element);
            }
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) {
            silent -= SILENT.contains(element.normalName()) ? 1 : 0;
            newLineIfBlock(element);
        }
    }

    private void append(TextNode words) {
        boolean preformatted = words.parent() instanceof Element parent && parent.closest("pre") != null;
        String content = preformatted ? words.getWholeText() : words.text();
        boolean atStart = text.isEmpty() || endsWith('\n') || endsWith('\t') || endsWith(' ');
        text.append(atStart && !preformatted ? content.stripLeading() : content);
    }

    private void newLineIfBlock(Element element) {
        boolean cell = element.normalName().equals("td") || element.normalName().equals("th");
        if (element.isBlock() && !cell) {
            newLine("");
        }
    }

    private void newLine(String prefix) {
        if (!text.isEmpty() && !endsWith('\n')) {
            text.append('\n');
        }
        text.append(prefix);
    }

    private boolean endsWith(char c) {
        return text.charAt(text.length() - 1) == c;
    }
}
