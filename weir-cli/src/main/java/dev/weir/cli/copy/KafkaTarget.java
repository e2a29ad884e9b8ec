package dev.weir.cli.copy;

import java.time.Duration;
import java.util.ArrayDeque;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A topic that gets each message at least once.
///
/// Messages go in waves of half a second. The mark of a wave is kept when Kafka has all of it and
/// of the waves before; nothing waits for that. Behind a message that failed no mark is kept, so
/// the next run begins before it.
final class KafkaTarget implements Target {
  private static final long WAVE_NANOS = Duration.ofMillis(500).toNanos();

  private final Outlet outlet;
  private final Counts counts;

  /// In their order, all ended but the last one.
  private final ArrayDeque<Wave> waves = new ArrayDeque<>();

  private boolean failed;

  KafkaTarget(Outlet outlet, Counts counts) {
    this.outlet = outlet;
    this.counts = counts;
    waves.add(new Wave(counts));
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message, Source source) {
    outlet.send(message, waves.getLast().sending(message, source));
  }

  @Override
  public void turn(Source source) {
    var wave = waves.getLast();
    if (wave.isOlderThan(WAVE_NANOS)) {
      wave.end(source.mark());
      waves.add(new Wave(counts));
    }
    settle();
  }

  /// Keeps the last mark before which Kafka has all.
  private void settle() {
    var mark = Mark.NONE;
    while (waves.size() > 1 && waves.getFirst().isAnswered()) {
      var wave = waves.removeFirst();
      counts.countWritten(wave.written());
      failed |= wave.failed() > 0;
      if (!failed) mark = wave.mark();
    }
    mark.keep();
  }

  @Override
  public void finish(Source source) {
    waves.getLast().end(source.mark());
    waves.add(new Wave(counts));
    try {
      outlet.await();
    } finally {
      settle();
    }
  }

  @Override
  public void close() {
    outlet.close();
  }
}
