package org.chosei.command;

import picocli.CommandLine.Command;

/** The commands about registration forms. */
@Command(
        name = "form",
        mixinStandardHelpOptions = true,
        description = "Reads registration forms offline.",
        subcommands = FormReadCommand.class)
public final class FormCommand {}
