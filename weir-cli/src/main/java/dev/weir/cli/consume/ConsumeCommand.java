package dev.weir.cli.consume;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.message.MessageAsJson;
import dev.weir.cli.message.MessageAsText;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `weir consume`: prints messages, like `cat`: those there are now, and then it ends.
@Command(
    name = "consume",
    description = "Print a topic's messages: those there are now, then end; -F stays for more.",
    footer = {
      "",
      "Ends with 0, also where there was nothing; 3: no such topic; 5: Kafka cannot be reached.",
      "",
      "Example: weir consume rides -n 10 -o json | jq .value"
    })
public final class ConsumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();

  @Parameters(paramLabel = "TOPIC", description = "The topic's name.")
  private String topic = "";

  @Option(
      names = "--from",
      paramLabel = "start|end",
      defaultValue = "start",
      description = "Where to begin (default: ${DEFAULT-VALUE}).")
  private From from = From.START;

  @Option(
      names = {"-n", "--max-messages"},
      paramLabel = "COUNT",
      defaultValue = "" + Long.MAX_VALUE,
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "End after this many messages.")
  private long messagesMax;

  @Option(
      names = {"-F", "--follow"},
      description = "Stay and print what arrives.")
  private boolean follow;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Values alone, or an object a line with all there is (default: text).")
  private Kind kind = Kind.TEXT;

  /// Where reading begins.
  enum From {
    START,
    END
  }

  /// How a message looks.
  enum Kind {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    if (messagesMax < 1) {
      throw new ParameterException(spec.commandLine(), "-n must be 1 or more, not " + messagesMax);
    }
    var reader = new TopicReader(topic, from == From.END, follow, cluster.timeout());
    var printer = kind == Kind.JSON ? new MessageAsJson(io.out()) : new MessageAsText(io.out());
    cluster.read(consumer -> reader.read(consumer, messagesMax, printer));
    return ExitCode.OK;
  }
}
