@NullMarked
package org.chosei.cases.scoring.web;

import org.jspecify.annotations.NullMarked;
