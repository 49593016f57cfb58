package org.chosei.registry.blanks;

import java.time.Instant;
import org.chosei.registry.form.FormTemplate;

/**
 * A blank form that the operator put in place.
 *
 * @param sha256 of its text in UTF-8, lower-case hex
 * @param by who did, as the ledger names actors
 */
public record InstalledForm(int version, FormTemplate form, String sha256, Instant at, String by) {}
