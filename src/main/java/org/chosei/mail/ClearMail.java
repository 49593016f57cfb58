package org.chosei.mail;

/** A rendered {@link ClearTemplate}; only the template can make one, so nothing else can leave in clear. */
public final class ClearMail {
    private final ClearTemplate template;
    private final String subject;
    private final String body;

    ClearMail(ClearTemplate template, String subject, String body) {
        this.template = template;
        this.subject = subject;
        this.body = body;
    }

    /** Which of the mails that may leave in clear this is, for the record of what was sent. */
    public ClearTemplate template() {
        return template;
    }

    public String subject() {
        return subject;
    }

    /** Plain text with LF line ends. */
    public String body() {
        return body;
    }
}
