package org.chosei.web;

import java.time.ZoneId;
import java.util.Locale;
import org.chosei.access.Scope;

/**
 * The signed-in reader of a page.
 *
 * @param several a member of other organisations too, for which it could act instead
 * @param keys whether single keys act
 */
public record Who(
        Scope.Person scope,
        String name,
        String organisationJa,
        String organisationEn,
        Locale locale,
        ZoneId zone,
        boolean several,
        boolean keys) {

    /** The name of the organisation in the language of the page, which need not be the person's usual one. */
    public String organisation(Locale page) {
        return page.getLanguage().equals("ja") ? organisationJa : organisationEn;
    }
}
