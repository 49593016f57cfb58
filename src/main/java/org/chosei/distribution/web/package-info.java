@NullMarked
package org.chosei.distribution.web;

import org.jspecify.annotations.NullMarked;
