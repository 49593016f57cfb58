package org.chosei.demo;

/** Somebody at a browser, with cookies of their own. */
interface Visitor extends AutoCloseable {

    /** Opens a page; redirects are followed. */
    Page open(String path);

    /** Sends a form of the page that is open, these fields (name, value, …) in place of what it holds for them. */
    Page submit(Page page, String selector, String... fields);

    /** A hand-made request, as somebody sends it who does not use our pages. */
    Page post(String path, String... fields);

    /** A file, or a page that is asked for again and again; no browser window needs to follow. */
    Page fetch(String path);

    @Override
    void close();
}
