package org.chosei.registry.products;

import java.time.LocalDate;

/** Whether a product is still sold. One whose life ended stays in the list: people use it, and flaws are found in it. */
public sealed interface ProductState {

    /** Sold or maintained. */
    record Sold() implements ProductState {}

    /** No longer sold or maintained from that day on, which may lie ahead. */
    record EndOfLife(LocalDate from) implements ProductState {}

    /** Taken off the list: entered by mistake or handed over. It is neither shown nor found any more. */
    record TakenOff() implements ProductState {}

    /** How it is kept and named in forms and bundles. */
    default String label() {
        return switch (this) {
            case Sold _ -> "SOLD";
            case EndOfLife _ -> "END_OF_LIFE";
            case TakenOff _ -> "TAKEN_OFF";
        };
    }

    /** The day its life ended, as ISO 8601 writes it; empty in the other states. */
    default String date() {
        return switch (this) {
            case EndOfLife end -> end.from().toString();
            case Sold _, TakenOff _ -> "";
        };
    }
}
