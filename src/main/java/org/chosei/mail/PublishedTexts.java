package org.chosei.mail;

/** Asked before a text leaves in clear. A room whose texts anybody may read implements it; this room only asks. */
public interface PublishedTexts {

    /** Whether exactly these words are published to everybody. Runs in the sender's transaction. */
    boolean isPublished(String text);
}
