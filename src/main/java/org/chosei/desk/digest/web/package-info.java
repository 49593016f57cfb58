@NullMarked
package org.chosei.desk.digest.web;

import org.jspecify.annotations.NullMarked;
