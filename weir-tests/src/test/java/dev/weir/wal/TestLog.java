package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.metrics.Metrics;
import dev.weir.testkit.FakeClock;
import dev.weir.testkit.disk.FaultyDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A small log on a faulty disk, with a clock and threads that a test moves.
final class TestLog {
  static final int SEGMENT = 32 * 1024;

  final FaultyDisk disk;
  final WalOptions options;
  final FakeClock clock = new FakeClock();
  final TurnByTurn executor = new TurnByTurn();
  final List<Told> told = new ArrayList<>();
  Wal wal;
  private long lastId;

  private TestLog(FaultyDisk disk, long limitBytes) {
    this.disk = disk;
    this.options = new WalOptions("test", disk.path("wal"), limitBytes, SEGMENT);
    this.wal = opened();
  }

  static TestLog in(Path directory) throws IOException {
    return in(FaultyDisk.in(directory), 16);
  }

  static TestLog in(FaultyDisk disk, int segments) {
    return new TestLog(disk, (long) segments * SEGMENT);
  }

  private Wal opened() {
    return Wal.open(options, new Metrics(), clock, executor);
  }

  /// Appends a record with a value of so many bytes, and leaves it at that.
  Told append(int bytes) {
    var record = new Told(Sample.sized(++lastId, bytes), clock.millis());
    record.sequence = wal.append(record.sample.message(), record.sample.reason(), record);
    if (record.sequence != Wal.NOT_APPENDED) told.add(record);
    return record;
  }

  Told commit(int bytes) {
    var record = append(bytes);
    flush();
    return record;
  }

  /// Records that are safe, or the test is wrong.
  List<Told> store(int count, int bytes) {
    var records = new ArrayList<Told>();
    for (var i = 0; i < count; i++) records.add(append(bytes));
    flush();
    assertThat(records).allMatch(record -> record.stored);
    return records;
  }

  void flush() {
    wal.commit();
    executor.runAll();
  }

  void ack(List<Told> records) {
    records.forEach(record -> wal.ack(record.sequence));
  }

  void aSecondPasses() {
    clock.advance(Duration.ofMillis(1_100));
    wal.tick();
    executor.runAll();
  }

  void close() {
    wal.close();
    executor.runAll();
  }

  /// What its machine makes of a power cut; open it again when the disk is to be well.
  void powerCut() throws IOException {
    executor.forget();
    disk.powerCut();
  }

  void open() {
    wal = opened();
  }

  /// The records that can be read, from the start on; each is compared with what was appended.
  List<Told> read() {
    told.forEach(record -> wal.release(record.sequence));
    wal.seek(0);
    var found = new ArrayList<Told>();
    for (var entry = wal.next(); entry != null; entry = wal.next()) found.add(of(entry));
    return found;
  }

  private Told of(Entry entry) {
    var record =
        told.stream()
            .filter(known -> known.sample.message().topic().equals(entry.message().topic()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("Nobody appended " + entry));
    assertThat(entry.sequence()).isEqualTo(record.sequence);
    record.sample.assertIs(entry, record.millis);
    return record;
  }

  List<Told> stored() {
    return told.stream().filter(record -> record.stored).toList();
  }
}
