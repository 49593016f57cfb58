@NullMarked
package org.chosei.desk.after.web;

import org.jspecify.annotations.NullMarked;
