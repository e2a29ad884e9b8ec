package dev.weir.cli.replay;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Progress;
import dev.weir.cli.units.Pace;
import dev.weir.cli.units.PerSecond;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      "Reads the files of Weir and of kahego (frames), envelopes, and lines of JSON as of 'consume -o"
          + " json'. Files whose names end with .gz or .zst are unpacked. How much of FILE was sent"
          + " is kept in FILE.weir-replayed; the next run goes on there."
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
      paramLabel = "RATE",
      description = "So much a second at most: 1000/s or 5MB/s.")
  private @Nullable PerSecond rate;

  @Option(names = "--again", description = "Send all, whatever was sent there before.")
  private boolean again;

  @Option(
      names = "--skip-damaged",
      description = "Where a file is damaged, go on with the next one.")
  private boolean skipDamaged;

  @Option(names = "--dry-run", description = "Read all and count it, send nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    if (rate != null && !(rate.amount() > 0)) throw wrong("--rate must be more than 0");
    var start = start();
    files.forEach(this::check);
    var paths = files.stream().map(this::path).toList();
    var replay = new Replay(paths, topic, skipDamaged, io::say);
    if (dryRun) {
      var counted = new CountedTopics();
      replay.run(
          starts(start, paths, start == null && remembers(paths) ? memories() : null), counted);
      counted.print(io);
      return ExitCode.OK;
    }
    return send(replay, start, paths);
  }

  private int send(Replay replay, @Nullable Position start, List<Path> paths) {
    cluster.mayWrite("send messages");
    // Answers for Kafka before the first message does, which would wait for longer.
    var memories = memories();
    var starts = starts(start, paths, memories);
    var pace = rate == null ? null : new Pace(rate);
    var rules = new ReplaySender.Rules(pace, io.stop()::asked);
    try (var progress = Progress.start(io, "replay", -1);
        var sender = new ReplaySender(cluster, rules, memories, progress);
        var _ = io.stop().whenAsked(replay::stop)) {
      replay.run(starts, sender);
      sender.finish();
      io.say(sender.end());
    }
    return io.stop().asked() ? ExitCode.SIGNALLED : ExitCode.OK;
  }

  private Memories memories() {
    return Memories.of(cluster, topic == null ? "" : topic, io::say);
  }

  private boolean remembers(List<Path> paths) {
    return !again && paths.stream().anyMatch(ReplayMemory::isThere);
  }

  /// Where each file begins. Those before the one of `--from` are passed over.
  private Map<Path, Long> starts(
      @Nullable Position start, List<Path> paths, @Nullable Memories memories) {
    var starts = new LinkedHashMap<Path, Long>();
    var first = start == null ? 0 : paths.indexOf(start.file());
    for (var path : paths.subList(first, paths.size())) {
      starts.put(path, start == null && memories != null && !again ? offset(path, memories) : 0);
    }
    if (start != null) starts.put(start.file(), start.offset());
    return starts;
  }

  private long offset(Path path, Memories memories) {
    var offset = memories.offset(path);
    if (offset > 0) {
      io.say(
          "weir: goes on at %s:%d, as what is before was sent; --again sends it again"
              .formatted(path, offset));
    }
    return offset;
  }

  private @Nullable Position start() {
    if (from == null) return null;
    var colon = from.lastIndexOf(':');
    var file = path(Path.of(from.substring(0, Math.max(0, colon))));
    var offset = from.substring(colon + 1);
    if (colon < 1 || !offset.matches("\\d{1,18}")) {
      throw wrong("--from must be FILE:OFFSET, such as rides.log:0, not '%s'".formatted(from));
    }
    if (files.stream().noneMatch(one -> path(one).equals(file))) {
      throw wrong("--from names %s, which is not among the files".formatted(file));
    }
    return new Position(file, Long.parseLong(offset));
  }

  private Path path(Path file) {
    return io.world().folder().resolve(file);
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  private void check(Path named) {
    var file = path(named);
    if (Files.isRegularFile(file) && Files.isReadable(file)) return;
    throw new Failure(
        ExitCode.NOT_FOUND,
        "%s cannot be read".formatted(file),
        Files.exists(file) ? "it is no file, or not yours to read" : "there is no such file",
        "Nothing was sent. Correct the name.");
  }
}
