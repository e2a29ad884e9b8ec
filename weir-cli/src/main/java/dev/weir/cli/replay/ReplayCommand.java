package dev.weir.cli.replay;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `weir replay`: sends the messages in files to Kafka, in their order.
@Command(
    name = "replay",
    description = {
      "Send the messages in files to Kafka, in their order.",
      "",
      "Reads the files of Weir and of kahego (frames), and lines of JSON as of 'consume -o json'."
          + " Files whose names end with .gz or .zst are unpacked."
    },
    footer = {
      "",
      "Ends with 0 when Kafka has all of it; 1: a file is damaged, or Kafka refused a message;"
          + " 3: no such file; 5: Kafka cannot be reached. What ends early says how to go on.",
      "",
      "Example: weir replay /backup/rides-*.log"
    })
public final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "The files, in the order in which they are sent.")
  private final List<Path> files = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "FILE:OFFSET",
      description = "Go on there: at this byte, unpacked, of one of the files.")
  private @Nullable String from;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Send all messages there, whatever their topic; partitions are left open.")
  private @Nullable String topic;

  @Option(
      names = "--rate",
      paramLabel = "COUNT",
      description = "Send so many messages a second at most.")
  private @Nullable Integer rate;

  @Option(
      names = "--skip-damaged",
      description = "Where a file is damaged, go on with the next one.")
  private boolean skipDamaged;

  @Option(names = "--dry-run", description = "Read all and count it, send nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    if (rate != null && rate < 1) throw wrong("--rate must be 1 or more, not " + rate);
    var start = start();
    files.forEach(ReplayCommand::check);
    var replay = new Replay(files, topic, skipDamaged, io::say);
    if (dryRun) {
      var counted = new CountedTopics();
      replay.run(start, counted);
      counted.print(io);
    } else {
      send(replay, start);
    }
    return ExitCode.OK;
  }

  private void send(Replay replay, Position start) {
    // Answers for Kafka before the first message does, which would wait for longer.
    cluster.read(consumer -> consumer.listTopics(cluster.timeout()));
    try (var sender = new ReplaySender(cluster.servers(), rate, io::say)) {
      replay.run(start, sender);
      sender.finish();
      sender.tellEnd();
    }
  }

  private Position start() {
    if (from == null) return new Position(files.getFirst(), 0);
    var colon = from.lastIndexOf(':');
    var file = Path.of(from.substring(0, Math.max(0, colon)));
    var offset = from.substring(colon + 1);
    if (colon < 1 || !offset.matches("\\d{1,18}")) {
      throw wrong("--from must be FILE:OFFSET, such as rides.log:0, not '%s'".formatted(from));
    }
    if (!files.contains(file)) {
      throw wrong("--from names %s, which is not among the files".formatted(file));
    }
    return new Position(file, Long.parseLong(offset));
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  private static void check(Path file) {
    if (Files.isRegularFile(file) && Files.isReadable(file)) return;
    throw new Failure(
        ExitCode.NOT_FOUND,
        "%s cannot be read".formatted(file),
        Files.exists(file) ? "it is no file, or not yours to read" : "there is no such file",
        "Nothing was sent. Correct the name.");
  }
}
