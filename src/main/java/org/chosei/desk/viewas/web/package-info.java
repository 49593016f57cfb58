@NullMarked
package org.chosei.desk.viewas.web;

import org.jspecify.annotations.NullMarked;
