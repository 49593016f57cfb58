package org.chosei.web;

import java.time.ZoneId;
import java.util.Locale;
import org.chosei.access.Scope;

/** The signed-in reader of a page. */
public record Who(Scope.Person scope, String name, String organisation, Locale locale, ZoneId zone) {}
