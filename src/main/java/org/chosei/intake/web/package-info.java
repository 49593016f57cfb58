@NullMarked
package org.chosei.intake.web;

import org.jspecify.annotations.NullMarked;
