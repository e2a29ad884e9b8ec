package dev.weir.cli.compat;

import picocli.CommandLine.Command;

/// Kafka's `kafka-consumer-groups`.
@Command(
    name = "kafka-consumer-groups",
    aliases = "kafka-consumer-groups.sh",
    hidden = true,
    description =
        "Kafka's kafka-consumer-groups with its own options; 'weir help compat' lists them.")
public final class GroupsScriptCommand extends ScriptCommand {
  public GroupsScriptCommand() {
    super(new GroupsScript());
  }
}
