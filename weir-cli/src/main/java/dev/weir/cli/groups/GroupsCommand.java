package dev.weir.cli.groups;

import dev.weir.cli.terminal.Subcommands;
import picocli.CommandLine.Command;

/// `weir groups`: who reads. Alone it lists.
@Command(
    name = "groups",
    aliases = "g",
    description = "List the groups of consumers; or describe, set back and delete them.",
    footer = {
      "",
      "Ends with 0 when it was done; 1: Kafka refused it, or a group has live members; 2: wrong"
          + " usage, nothing was done; 3: no such group; 4: not allowed; 5: Kafka cannot be"
          + " reached.",
      "",
      "Example: weir groups --sort lag"
    })
@Subcommands({
  GroupsListCommand.class,
  DescribeCommand.class,
  MembersCommand.class,
  LagCommand.class,
  ResetCommand.class,
  DeleteCommand.class
})
public final class GroupsCommand extends GroupsListCommand {}
