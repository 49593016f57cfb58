@NullMarked
package org.chosei.conversation.web;

import org.jspecify.annotations.NullMarked;
