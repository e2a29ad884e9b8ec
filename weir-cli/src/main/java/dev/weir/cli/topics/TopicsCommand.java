package dev.weir.cli.topics;

import dev.weir.cli.terminal.Subcommands;
import picocli.CommandLine.Command;

/// `weir topics`: what the cluster holds. Alone it lists, and loads no more than that takes.
@Command(
    name = "topics",
    aliases = "t",
    description = {
      "List the topics; or create, describe, change, trim and delete them.",
      "",
      "Plain, it asks Kafka once. What costs more comes with --wide, or where it is sorted by."
    },
    footer = {
      "",
      "Ends with 0 when it was done; 1: Kafka refused it; 2: wrong usage, nothing was done; 3: no"
          + " such topic; 4: not allowed; 5: Kafka cannot be reached.",
      "",
      "Example: weir topics 'ride*' --wide --sort lag"
    })
@Subcommands({
  TopicsListCommand.class,
  CreateCommand.class,
  DescribeCommand.class,
  AlterCommand.class,
  DeleteCommand.class,
  TrimCommand.class,
  OffsetsCommand.class
})
public final class TopicsCommand extends TopicsListCommand {}
