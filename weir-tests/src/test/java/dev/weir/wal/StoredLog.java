package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.metrics.Metrics;
import dev.weir.testkit.FakeClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A log's files as bytes, to be changed and opened as often as a test wants.
final class StoredLog {
  private static final int SEGMENT = 32 * 1024;

  private final Path folder;
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final Map<String, Sample> samples = new HashMap<>();
  final int records;

  /// Records 0 to `records` - 1, all waiting, all stored, of so many bytes each.
  StoredLog(Path folder, int records, int bytes) throws IOException {
    this.folder = folder;
    this.records = records;
    try (var log = open()) {
      log.append(0, records, bytes);
    }
    for (var file : Rot.segments(folder)) {
      files.put(file.getFileName().toString(), Files.readAllBytes(file));
    }
  }

  /// The names of its segments, the oldest first.
  List<String> names() {
    return List.copyOf(files.keySet());
  }

  byte[] bytes(String name) {
    return Objects.requireNonNull(files.get(name), name).clone();
  }

  /// The folder holds just these segments again.
  void restore() {
    try (var present = Files.list(folder)) {
      for (var file : present.toList()) {
        if (!isAsStored(file)) Files.delete(file);
      }
      for (var name : files.keySet()) {
        if (!Files.exists(folder.resolve(name))) write(name, bytes(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// To make a file costs more than to look at one.
  private boolean isAsStored(Path file) throws IOException {
    return Arrays.equals(files.get(file.getFileName().toString()), Files.readAllBytes(file));
  }

  void write(String name, byte[] bytes) {
    try {
      Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Opened open() {
    var turns = new TurnByTurn();
    var options = new WalOptions("damaged", folder, 64L * SEGMENT, SEGMENT);
    return new Opened(Wal.open(options, new Metrics(), new FakeClock(), turns), turns, samples);
  }

  /// The log while it is open.
  record Opened(Wal wal, TurnByTurn turns, Map<String, Sample> samples) implements AutoCloseable {
    void append(int first, int count, int bytes) {
      var told = new ArrayList<Told>();
      for (var i = first; i < first + count; i++) {
        var record = new Told(Sample.sized(i, bytes), 0);
        samples.put(record.sample.message().topic(), record.sample);
        record.sequence = wal.append(record.sample.message(), null, record);
        told.add(record);
        wal.commit();
        turns.runAll();
      }
      assertThat(told).allMatch(record -> record.stored);
    }

    /// The numbers of all that can be read, in that order; each is whole or the test has failed.
    List<Integer> read() {
      var found = new ArrayList<Integer>();
      for (var entry = wal.next(); entry != null; entry = wal.next()) {
        var sample = samples.get(entry.message().topic());
        if (sample == null) throw new AssertionError("Nobody appended " + entry);
        sample.assertIs(entry, 0);
        found.add(Math.toIntExact(sample.id()));
      }
      return found;
    }

    @Override
    public void close() {
      wal.close();
      turns.runAll();
    }
  }

  /// The numbers 0 to `records` - 1 but for one.
  List<Integer> allBut(int number) {
    return IntStream.range(0, records).filter(n -> n != number).boxed().toList();
  }

  List<Integer> all() {
    return allBut(-1);
  }
}
