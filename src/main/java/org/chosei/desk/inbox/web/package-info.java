@NullMarked
package org.chosei.desk.inbox.web;

import org.jspecify.annotations.NullMarked;
