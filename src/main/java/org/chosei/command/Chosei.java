package org.chosei.command;

/** The entry point of the jar. */
public final class Chosei {
    private Chosei() {}

    public static void main(String[] arguments) {
        System.exit(Main.run(arguments));
    }
}
