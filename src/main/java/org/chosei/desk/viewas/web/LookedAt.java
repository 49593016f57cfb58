package org.chosei.desk.viewas.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/**
 * A vendor's page as its coordinator gets it: the same main part, with links that stay among the pages looked at and forms
 * that cannot be filled in and lead to a refusal.
 *
 * @param html the vendor's page
 * @param theirs the address of the case among the vendor's pages
 * @param here the same among the pages looked at
 */
record LookedAt(String html, String theirs, String here) implements View {
    private static final Pattern TAG = Pattern.compile("<(?:a|form|button|link)\\b[^>]*>");
    private static final Pattern FORM =
            Pattern.compile("(<form\\b[^>]*\\bmethod=\"post\"[^>]*>)(.*?)(</form>)", Pattern.DOTALL);
    private static final Pattern ACTION = Pattern.compile("\\baction=\"[^\"]*\"");
    private static final Pattern ELSEWHERE = Pattern.compile("(<(?:button|input)\\b[^>]*?)\\s+formaction=\"[^\"]*\"");
    /** What fetches by itself or keeps what is typed. */
    private static final Pattern ACTING = Pattern.compile("\\s+(?:hx-[a-z-]+|data-draft)(?:=\"[^\"]*\")?(?=[\\s/>])");

    private static final Pattern ANY = Pattern.compile("<[a-z][^>]*>");
    private static final Pattern FIELD = Pattern.compile("<(button|input|textarea|select)\\b");

    /** A quotation mark inside an attribute is escaped and so is the beginning of a tag inside text, so patterns find both. */
    String rewritten() {
        String still = ANY.matcher(html)
                .replaceAll(tag ->
                        Matcher.quoteReplacement(ACTING.matcher(tag.group()).replaceAll("")));
        String forms = FORM.matcher(still)
                .replaceAll(form -> Matcher.quoteReplacement(
                        ACTION.matcher(form.group(1)).replaceAll(Matcher.quoteReplacement("action=\"" + here + "\""))
                                + FIELD.matcher(ELSEWHERE.matcher(form.group(2)).replaceAll("$1"))
                                        .replaceAll("<$1 disabled")
                                + form.group(3)));
        Pattern address = Pattern.compile("((?:href|action)=\")" + Pattern.quote(theirs) + "(?=[\"/?#])");
        return TAG.matcher(forms)
                .replaceAll(tag -> Matcher.quoteReplacement(address.matcher(tag.group())
                        .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + here))));
    }

    @Override
    public String getContentType() {
        return "text/html;charset=UTF-8";
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] bytes = rewritten().getBytes(StandardCharsets.UTF_8);
        response.setContentType(getContentType());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
