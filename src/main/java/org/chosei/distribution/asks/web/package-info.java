@NullMarked
package org.chosei.distribution.asks.web;

import org.jspecify.annotations.NullMarked;
