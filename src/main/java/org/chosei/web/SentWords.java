package org.chosei.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What somebody sent with a form that could not be stored anywhere, not even as a draft: given back on the page that says so.
 *
 * @param path where it was sent to
 * @param files whether files were sent with it, which a page cannot carry
 */
public record SentWords(String path, boolean files, List<Word> words) {
    /** Nothing was sent, or nothing of it may be shown. */
    public static final SentWords NONE = new SentWords("", false, List.of());

    private static final String TOKEN = "_csrf";
    private static final int LONGEST_LINE = 60;

    /**
     * One field.
     *
     * @param prose long enough to be shown, so that it can be copied
     */
    public record Word(String name, String value, boolean prose) {}

    /** For a request that has passed the check of its form token. A form with a secret is typed anew. */
    static SentWords of(HttpServletRequest request) {
        Map<String, String[]> fields = request.getParameterMap();
        if (!"POST".equals(request.getMethod()) || fields.keySet().stream().anyMatch(FormWords::secret)) {
            return NONE;
        }
        List<Word> words = fields.entrySet().stream()
                .filter(field -> !field.getKey().equals(TOKEN))
                .flatMap(field -> Arrays.stream(field.getValue()).map(value -> word(field.getKey(), value)))
                .toList();
        return words.isEmpty() ? NONE : new SentWords(request.getRequestURI(), files(request), words);
    }

    private static Word word(String name, String value) {
        return new Word(name, value, value.length() > LONGEST_LINE || value.contains("\n"));
    }

    private static boolean files(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getContentType(), "")
                .toLowerCase(Locale.ROOT)
                .startsWith("multipart/");
    }

    /** Whether there is nothing to give back. */
    public boolean isEmpty() {
        return words.isEmpty();
    }
}
