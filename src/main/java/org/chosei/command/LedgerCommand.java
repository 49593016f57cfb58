package org.chosei.command;

import picocli.CommandLine.Command;

/** The commands about the ledger. */
@Command(
        name = "ledger",
        subcommands = {LedgerVerify.class, LedgerExport.class})
final class LedgerCommand {}
