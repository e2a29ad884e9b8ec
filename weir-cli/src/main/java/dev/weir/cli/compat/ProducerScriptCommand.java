package dev.weir.cli.compat;

import picocli.CommandLine.Command;

/// Kafka's `kafka-console-producer`.
@Command(
    name = "kafka-console-producer",
    aliases = "kafka-console-producer.sh",
    hidden = true,
    description =
        "Kafka's kafka-console-producer with its own options; 'weir help compat' lists them.")
public final class ProducerScriptCommand extends ScriptCommand {
  public ProducerScriptCommand() {
    super(new ProducerScript());
  }
}
