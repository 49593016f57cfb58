@NullMarked
package org.chosei.mail.web;

import org.jspecify.annotations.NullMarked;
