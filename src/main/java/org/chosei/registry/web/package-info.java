@NullMarked
package org.chosei.registry.web;

import org.jspecify.annotations.NullMarked;
