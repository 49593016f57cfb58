/** The command line: one class per command, exit codes, and how failures are told. Sits above every room. */
@org.springframework.modulith.ApplicationModule
@NullMarked
package org.chosei.command;

import org.jspecify.annotations.NullMarked;
