package org.chosei.command;

import picocli.CommandLine.Command;

/** The command about the public holidays. */
@Command(name = "holidays", subcommands = HolidaysImport.class)
final class HolidaysCommand {}
