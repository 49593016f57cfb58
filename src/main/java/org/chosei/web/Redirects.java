package org.chosei.web;

import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Where a form may send the reader next: only to a path of this site (no open redirect). */
public final class Redirects {
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[A-Za-z0-9/_.#?=&%-]*");

    private Redirects() {}

    /** {@code path} when it is local, else the front page. */
    public static String local(String path) {
        return LOCAL.matcher(path).matches() ? path : "/";
    }

    /** What a handler returns after a change, so that reloading repeats nothing (303 See Other). */
    public static View to(String path) {
        RedirectView view = new RedirectView(local(path));
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExposeModelAttributes(false);
        return view;
    }
}
