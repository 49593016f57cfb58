package org.chosei.command;

import picocli.CommandLine.Command;

/** The commands about registration forms. */
@Command(name = "form", subcommands = FormReadCommand.class)
public final class FormCommand {}
