package dev.weir.cli.compat;

import picocli.CommandLine.Command;

/// Kafka's `kafka-console-consumer`.
@Command(
    name = "kafka-console-consumer",
    aliases = "kafka-console-consumer.sh",
    hidden = true,
    description =
        "Kafka's kafka-console-consumer with its own options; 'weir help compat' lists them.")
public final class ConsumerScriptCommand extends ScriptCommand {
  public ConsumerScriptCommand() {
    super(new ConsumerScript());
  }
}
