package dev.weir.cli.compat;

import picocli.CommandLine.Command;

/// Kafka's `kafka-topics`.
@Command(
    name = "kafka-topics",
    aliases = "kafka-topics.sh",
    hidden = true,
    description = "Kafka's kafka-topics with its own options; 'weir help compat' lists them.")
public final class TopicsScriptCommand extends ScriptCommand {
  public TopicsScriptCommand() {
    super(new TopicsScript());
  }
}
