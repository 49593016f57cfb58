package org.chosei.command;

import picocli.CommandLine.Command;

/** Measures what Chosei promises about its speed, each figure beside its limit. */
@Command(
        name = "bench",
        subcommands = {BenchStart.class, BenchRegistry.class, BenchCasePage.class, BenchInbox.class})
final class BenchCommand {}
