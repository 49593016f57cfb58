@NullMarked
package org.chosei.desk.timeline.web;

import org.jspecify.annotations.NullMarked;
