package dev.weir.cli.dlt;

import dev.weir.cli.terminal.Subcommands;
import picocli.CommandLine.Command;

/// `weir dlt`: what workers gave up.
@Command(
    name = "dlt",
    description = "See what workers gave up, and send it back to where it came from.",
    footer = {"", "Example: weir dlt redrive orders.dlt --reason NoSuchCard --dry-run"})
@Subcommands({DltListCommand.class, DltShowCommand.class, DltRedriveCommand.class})
public final class DltCommand {}
