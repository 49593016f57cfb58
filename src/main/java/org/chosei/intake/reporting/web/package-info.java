@NullMarked
package org.chosei.intake.reporting.web;

import org.jspecify.annotations.NullMarked;
