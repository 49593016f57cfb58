package org.chosei.mail;

/** In which charset a reader's mail program wants clear mail. */
public enum MailCharset {
    /** What every program of today reads. */
    UTF_8("UTF-8"),
    /** For programs that read no other Japanese (RFC 1468); a mail with characters that it lacks is UTF-8 all the same. */
    ISO_2022_JP("ISO-2022-JP");

    private final String label;

    MailCharset(String label) {
        this.label = label;
    }

    /** The charset's name as mail headers and the database have it. */
    public String label() {
        return label;
    }

    /** The one of this name; UTF-8 for every other. */
    public static MailCharset of(String label) {
        return label.equals(ISO_2022_JP.label) ? ISO_2022_JP : UTF_8;
    }
}
