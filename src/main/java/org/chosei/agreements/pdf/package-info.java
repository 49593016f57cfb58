/** The record of a signature as a file to keep: plain text, and a PDF with its Japanese font inside. */
@NullMarked
package org.chosei.agreements.pdf;

import org.jspecify.annotations.NullMarked;
