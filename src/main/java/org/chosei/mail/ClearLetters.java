package org.chosei.mail;

import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** One of the two kinds of mail that leave: a named template whose variables are on its allow-list. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ClearLetters {

    /** Stages the mail in the current transaction; it is handed to the relay after the commit, again until it took it. */
    public void stage(String to, Locale locale, ClearTemplate template, Map<String, String> variables) {
        throw new UnsupportedOperationException("CONTRACT");
    }
}
