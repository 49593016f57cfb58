/** The worked example: a generated cast and the outside world it mails, on loopback only. */
@NullMarked
package org.chosei.demo;

import org.jspecify.annotations.NullMarked;
