@NullMarked
package org.chosei.registry.upkeep.web;

import org.jspecify.annotations.NullMarked;
