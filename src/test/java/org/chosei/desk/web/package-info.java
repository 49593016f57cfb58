@NullMarked
package org.chosei.desk.web;

import org.jspecify.annotations.NullMarked;
