package dev.weir.sink.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.config.FileConfig;
import dev.weir.config.FileConfig.Compression;
import dev.weir.config.FileConfig.Format;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A file sink, what a lane would do with it, and what became of the messages, in order.
final class FileLane implements AutoCloseable {
  static final String SECOND = "1700000000";
  private static final long START_MILLIS = 1_700_000_000_000L;

  final List<Outcome> outcomes = new ArrayList<>();
  final Metrics metrics = new Metrics();
  private final Sink sink;
  private long nowMillis = START_MILLIS;

  private FileLane(FileConfig config, int batch) {
    var batches = new Batches.Batch(batch, Duration.ofMinutes(1));
    var clock =
        new Clock() {
          @Override
          public long nanos() {
            return nowMillis * 1_000_000;
          }

          @Override
          public long millis() {
            return nowMillis;
          }
        };
    this.sink = FileSink.opener(config, _ -> batches, metrics, clock).open(Runnable::run);
  }

  static FileLane open(FileConfig config) {
    return open(config, 1);
  }

  static FileLane open(FileConfig config, int batch) {
    return new FileLane(config, batch);
  }

  /// Frames, not packed, of 100 files of a megabyte at most.
  static FileConfig config(Path path, String name) {
    return config(path, name, 1 << 20, 100);
  }

  static FileConfig config(Path path, String name, long rotateBytes, int keep) {
    return new FileConfig(path, name, rotateBytes, keep, Format.FRAMES, Compression.NONE);
  }

  FileLane send(String topic, String... values) {
    for (var value : values) send(Message.of(topic, null, value.getBytes(UTF_8)));
    return this;
  }

  FileLane send(Message message) {
    sink.send(message, outcomes::add);
    return this;
  }

  void turn() {
    sink.turn();
  }

  void pass(Duration time) {
    nowMillis += time.toMillis();
    sink.turn();
  }

  @Override
  public void close() {
    sink.close(Duration.ofSeconds(5));
  }

  /// The names of the files beneath a folder, in the order of the alphabet.
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /// The values in a file, and `damage` where it ends with such.
  static List<String> values(Path file) throws IOException {
    var values = new ArrayList<String>();
    try (var frames = Frames.open(file, 0)) {
      while (true) {
        switch (frames.next()) {
          case Frames.Found(var message, _, _) -> values.add(new String(message.value(), UTF_8));
          case Frames.End _ -> {
            return values;
          }
          case Frames.Damage _ -> {
            values.add("damage");
            return values;
          }
        }
      }
    }
  }
}
