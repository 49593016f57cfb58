@NullMarked
package org.chosei.registry.closures.web;

import org.jspecify.annotations.NullMarked;
