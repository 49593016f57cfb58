package org.chosei.command;

import picocli.CommandLine.Command;

/** Measures what Chosei promises about its speed, each figure beside its limit. */
@Command(
        name = "bench",
        subcommands = {
            BenchStart.class,
            BenchRegistry.class,
            BenchCasePage.class,
            BenchInbox.class,
            BenchSearch.class,
            BenchIntake.class,
            BenchReplies.class,
            BenchSeal.class,
            BenchFanout.class,
            BenchDistribute.class
        })
final class BenchCommand {}
