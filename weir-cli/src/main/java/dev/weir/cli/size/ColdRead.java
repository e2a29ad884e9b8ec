package dev.weir.cli.size;

import dev.weir.cli.terminal.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/// One consumer that reads one partition from its start, as one does that has fallen behind.
final class ColdRead {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final long end;
  private final Limits limits;
  private final Progress progress;

  /// @param silence after so long without a message something is wrong
  record Limits(Duration warmUp, Duration duration, Duration silence, BooleanSupplier stop) {}

  ColdRead(KafkaConsumer<byte[], byte[]> consumer, String topic, Limits limits, Progress progress) {
    this.consumer = consumer;
    this.partition = new TopicPartition(topic, 0);
    this.limits = limits;
    this.progress = progress;
    consumer.assign(List.of(partition));
    this.end = consumer.endOffsets(List.of(partition)).values().iterator().next();
  }

  /// Reads to the end, or until the time is over; before that it warms up on the same messages.
  ///
  /// @return bytes a second
  double rate(Work work) throws IOException, InterruptedException {
    pass(work, limits.warmUp);
    var beganNanos = System.nanoTime();
    var bytes = pass(work, limits.duration);
    if (!limits.stop.getAsBoolean()) work.finish();
    return bytes / ((System.nanoTime() - beganNanos) / 1e9);
  }

  private long pass(Work work, Duration atMost) throws IOException {
    var beganNanos = System.nanoTime();
    var heardNanos = beganNanos;
    var bytes = 0L;
    consumer.seek(partition, 0);
    while (consumer.position(partition) < end) {
      for (var message : consumer.poll(POLL)) {
        work.on(message.value());
        bytes += message.value().length;
        progress.done(1, message.value().length);
        heardNanos = System.nanoTime();
        if (limits.stop.getAsBoolean() || heardNanos - beganNanos >= atMost.toNanos()) return bytes;
      }
      if (limits.stop.getAsBoolean()) return bytes;
      if (System.nanoTime() - heardNanos > limits.silence.toNanos()) {
        throw new TimeoutException("no messages within " + limits.silence);
      }
    }
    return bytes;
  }
}
