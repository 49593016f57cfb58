@NullMarked
package org.chosei.cases.clocks.web;

import org.jspecify.annotations.NullMarked;
