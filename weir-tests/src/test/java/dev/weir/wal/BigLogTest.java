package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.metrics.Gauge;
import dev.weir.metrics.Metrics;
import dev.weir.testkit.FakeClock;
import dev.weir.testkit.disk.FaultyDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many records, large records, and the ends of a log's life.
@Timeout(60)
final class BigLogTest implements Wal.Listener {
  @TempDir private Path directory;
  private final TurnByTurn turns = new TurnByTurn();
  private final FakeClock clock = new FakeClock();
  private Metrics metrics = new Metrics();
  private FaultyDisk disk;
  private Wal log;
  private int stored;

  @Override
  public void stored() {
    stored++;
  }

  @Override
  public void notStored(Problem why) {
    throw new AssertionError(why.text());
  }

  @BeforeEach
  void open() throws IOException {
    disk = FaultyDisk.in(directory);
    reopen();
  }

  private void reopen() {
    metrics = new Metrics();
    var options = new WalOptions("big", disk.path("deep", "down", "wal"), 256 << 20, 256 << 10);
    log = Wal.open(options, metrics, clock, turns);
  }

  @AfterEach
  void close() throws IOException {
    log.close();
    disk.close();
  }

  private void append(int count, int bytes) {
    var message = Message.of("rides", null, new byte[bytes]);
    for (var i = 0; i < count; i++) {
      assertThat(log.append(message, null, this)).isNotEqualTo(Wal.NOT_APPENDED);
      if (i % 500 == 0) flush();
    }
    flush();
  }

  private void flush() {
    log.commit();
    turns.runAll();
  }

  private void ack(long from, long to, LongPredicate which) {
    for (var sequence = from; sequence < to; sequence++) {
      if (which.test(sequence)) log.ack(sequence);
    }
  }

  private Set<Long> readAll() {
    var found = new HashSet<Long>();
    for (var entry = log.next(); entry != null; entry = log.next()) found.add(entry.sequence());
    return found;
  }

  @Test
  void of_fifty_thousand_records_those_are_found_again_that_nobody_acknowledged()
      throws IOException {
    append(50_000, 40);
    ack(0, 50_000, sequence -> sequence / 5_000 % 2 == 1 || sequence % 3 == 0);
    ack(12_000, 12_100, _ -> true);
    log.release(7_000);
    log.ack(60_000);
    var waiting = log.waiting();

    append(1, 40);
    log.close();
    disk.powerCut();
    reopen();

    assertThat(stored).isEqualTo(50_001);
    assertThat(log.waiting()).isEqualTo(waiting + 1);
    assertThat(log.recovered()).isEqualTo(waiting + 1);
    assertThat(readAll())
        .hasSize((int) waiting + 1)
        .contains(1L, 40_001L, 50_000L)
        .allMatch(sequence -> sequence == 50_000 || sequence / 5_000 % 2 == 0);
  }

  @Test
  void a_record_that_waits_alone_does_not_keep_the_files_of_all_the_others() throws IOException {
    append(1, 40);
    for (var round = 0; round < 20; round++) {
      var from = log.head();
      append(5_000, 200);
      ack(from, log.head(), _ -> true);
      clock.advance(Duration.ofMillis(1_100));
      log.tick();
      turns.runAll();
    }

    assertThat(log.waiting()).isEqualTo(1);
    assertThat(gauge("weir_wal_bytes")).isLessThan(8 << 20);
    log.release(0);
    log.seek(0);
    assertThat(readAll()).containsExactly(0L);
  }

  @Test
  void a_record_of_twenty_megabytes_comes_back_as_it_was() throws IOException {
    var value = Sample.sized(1, 20 << 20).message();
    log.append(value, null, this);
    append(3, 40);
    disk.powerCut();
    reopen();

    var first = Objects.requireNonNull(log.next());

    assertThat(first.message().value()).isEqualTo(value.value());
    assertThat(readAll()).hasSize(3);
    log.seek(0);
    log.release(first.sequence());
    assertThat(log.next()).isNotNull().extracting(Entry::sequence).isEqualTo(first.sequence());
  }

  @Test
  void an_owner_who_never_commits_does_not_fill_the_memory() {
    var message = Message.of("rides", null, new byte[3 << 20]);

    for (var i = 0; i < 10; i++) log.append(message, null, this);

    assertThat(gauge("weir_wal_bytes")).isGreaterThan(15 << 20);
    flush();
    assertThat(stored).isEqualTo(10);
  }

  private double gauge(String name) {
    return metrics.all().stream()
        .filter(metric -> metric instanceof Gauge gauge && gauge.name().equals(name))
        .mapToDouble(metric -> ((Gauge) metric).value().getAsDouble())
        .sum();
  }

  @Test
  void its_gauges_tell_how_it_is() {
    append(3, 100);

    assertThat(List.of(gauge("weir_wal_messages_waiting"), gauge("weir_wal_accepting")))
        .containsExactly(3.0, 1.0);
    disk.failFrom(1);
    log.append(Message.of("rides", null, null), null, new Told(Sample.sized(1, 1), 0));
    flush();
    assertThat(gauge("weir_wal_accepting")).isZero();
  }

  @Test
  void closed_it_takes_and_gives_nothing_more() {
    append(3, 100);
    log.release(0);
    log.commit();

    log.close();

    assertThat(log.append(Message.of("rides", null, null), null, this)).isEqualTo(-1);
    log.commit();
    log.tick();
    log.ack(1);
    turns.runAll();
    assertThat(log.next()).isNull();
    log.close();
    assertThat(stored).isEqualTo(3);
  }

  @Test
  void a_listener_that_fails_does_not_keep_the_others_from_hearing() {
    log.append(Message.of("rides", null, null), null, new Failing());
    append(2, 10);

    assertThat(stored).isEqualTo(2);
  }

  private static final class Failing implements Wal.Listener {
    @Override
    public void stored() {
      throw new IllegalStateException("a mistake");
    }

    @Override
    public void notStored(Problem why) {
      throw new AssertionError(why.text());
    }
  }
}
