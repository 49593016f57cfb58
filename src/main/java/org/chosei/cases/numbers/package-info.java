/** The numbers that a case is known by: its own, others', and those that this installation gives out. */
@org.springframework.modulith.NamedInterface("numbers")
@NullMarked
package org.chosei.cases.numbers;

import org.jspecify.annotations.NullMarked;
