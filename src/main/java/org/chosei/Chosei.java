package org.chosei;

/** The entry point of the jar. */
public final class Chosei {
    private Chosei() {}

    public static void main(String[] args) {
        System.out.println("Chosei");
    }
}
