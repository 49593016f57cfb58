package org.chosei.agreements.bymail;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chosei.agreements.Act;
import org.chosei.agreements.AgreementText;
import org.chosei.web.Messages;
import org.springframework.stereotype.Component;

/** Writes the statement that somebody signs by mail: who, in what capacity, for whom, which exact text. */
@Component
class Statements {
    /** In columns; short enough that no mail program breaks the lines of a quote. */
    private static final int WIDTH = 68;

    private final Messages words;

    Statements(Messages words) {
        this.words = words;
    }

    String write(AgreementText text, Act act, String organisation, String reference) {
        Locale language = Locale.of(text.language());
        return wrapped(words.text(
                language,
                "agreements.mail.statement",
                act.name(),
                act.capacity(),
                organisation,
                words.text(language, "agreements." + text.kind().label()),
                text.version(),
                text.sha256(),
                reference));
    }

    static String wrapped(String text) {
        return text.lines().map(Statements::wrappedLine).collect(Collectors.joining("\n"));
    }

    private static String wrappedLine(String line) {
        StringBuilder out = new StringBuilder();
        StringBuilder rest = new StringBuilder(line);
        while (columns(rest) > WIDTH) {
            int fits = IntStream.rangeClosed(1, rest.length())
                    .filter(end -> columns(rest.substring(0, end)) <= WIDTH)
                    .max()
                    .orElse(1);
            int space = rest.lastIndexOf(" ", fits);
            int cut = space > 0 ? space : rest.offsetByCodePoints(0, rest.codePointCount(0, fits));
            out.append(rest, 0, cut).append('\n');
            rest.delete(0, space > 0 ? cut + 1 : cut);
        }
        return out.append(rest).toString();
    }

    /** Characters beyond Latin take two columns, or nearly so. */
    private static int columns(CharSequence text) {
        return text.codePoints().map(each -> each < 0x1100 ? 1 : 2).sum();
    }
}
