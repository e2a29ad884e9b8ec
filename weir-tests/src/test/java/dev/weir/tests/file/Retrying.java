package dev.weir.tests.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Outcome.Delivered;
import dev.weir.Outcome.Lost;
import dev.weir.config.FileConfig;
import dev.weir.config.FileConfig.Compression;
import dev.weir.config.FileConfig.Format;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import dev.weir.sink.file.Batches.Batch;
import dev.weir.sink.file.FileSink;
import dev.weir.sink.file.Frames;
import dev.weir.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// A lane as the sink may expect it: what is lost is sent again, in order, in a later turn.
final class Retrying {
  private static final int BATCH = 2;
  private static final Duration AT_MOST = Duration.ofSeconds(1);

  final List<String> delivered = new ArrayList<>();
  final List<Outcome> outcomes = new ArrayList<>();
  private final SequencedSet<String> unsettled = new LinkedHashSet<>();
  private final FakeClock clock = new FakeClock();
  private final Sink sink;

  /// A sink that begins a new file after every 40 bytes, which are five messages or fewer.
  Retrying(Path path, Compression compression) {
    var config = new FileConfig(path, "{bucket}", 40, 50, Format.FRAMES, compression);
    var batch = new Batch(BATCH, AT_MOST);
    sink = FileSink.opener(config, _ -> batch, new Metrics(), clock).open(Runnable::run);
  }

  /// Sends these behind what is to be sent again, and has a turn.
  void send(String... values) {
    unsettled.addAll(List.of(values));
    for (var value : List.copyOf(unsettled)) {
      sink.send(Message.of("t", null, value.getBytes(UTF_8)), outcome -> settled(value, outcome));
    }
    sink.turn();
    clock.advance(AT_MOST);
    sink.turn();
  }

  private void settled(String value, Outcome outcome) {
    outcomes.add(outcome);
    switch (outcome) {
      case Delivered _ -> {
        delivered.add(value);
        unsettled.remove(value);
      }
      case Lost(var problem) when problem.code().retriable() -> {}
      default -> throw new AssertionError(outcome);
    }
  }

  void close() {
    sink.close(Duration.ofSeconds(1));
  }

  /// The values in all files, the oldest first, up to the damage in each.
  static List<String> stored(Path folder) throws IOException {
    var values = new ArrayList<String>();
    if (!Files.exists(folder)) return values;
    try (var files = Files.list(folder)) {
      for (var file : files.sorted(Comparator.comparingInt(Retrying::sequence)).toList()) {
        read(file, values);
      }
    }
    return values;
  }

  private static void read(Path file, List<String> values) throws IOException {
    try (var frames = Frames.open(file, 0)) {
      while (frames.next() instanceof Frames.Found(var message, _, _)) {
        values.add(new String(message.value(), UTF_8));
      }
    }
  }

  private static int sequence(Path file) {
    var digits = file.getFileName().toString().replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
