package dev.weir.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Writes what the subjects of [WorkerBench] process, in a JVM of its own.
///
/// A value begins with the record's number, its key's number and the nanosecond it was sent at.
/// Takes `ROW RECORDS TOPIC RATE`, where rate 0 is as fast as it goes.
final class WorkerFeeder {
  private static final int BYTES = 512;
  private static final int HOT_EACH = 20;
  private static final int UNCOUNTED = -1;

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private WorkerFeeder(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  public static void main(String[] line) throws IOException {
    var arguments = Arguments.parse(line, Map.of("servers", ""));
    try (var producer = PlainProducer.open(arguments.text("servers"), "")) {
      var feeder = new WorkerFeeder(producer);
      Lifeline.ready("");
      Lifeline.serve(feeder::feed);
    }
  }

  private String feed(String command) {
    var words = command.split(" ", -1);
    var row = WorkerRow.of(words[0], 1).with(Integer.parseInt(words[1]));
    var rate = Double.parseDouble(words[3]);
    var startNanos = System.nanoTime();
    for (var i = 0; i < row.records(); i++) {
      if (rate > 0) awaitNanos(startNanos + (long) (i * 1e9 / rate));
      if (row.is(WorkerRow.Kind.HOT) && i % HOT_EACH == 0) send(words[2], UNCOUNTED, row.keys());
      send(words[2], i, i % row.keys());
    }
    producer.flush();
    var failed = failure.getAndSet(null);
    if (failed != null) throw new IllegalStateException("the topic is not filled", failed);
    return "sent=" + row.records();
  }

  private static void awaitNanos(long dueNanos) {
    while (System.nanoTime() < dueNanos) LockSupport.parkNanos(500_000);
  }

  private void send(String topic, int number, int key) {
    var value = ByteBuffer.allocate(BYTES).putInt(number).putInt(key).putLong(System.nanoTime());
    var name = ("key-" + key).getBytes(StandardCharsets.UTF_8);
    var _ =
        producer.send(
            new ProducerRecord<>(topic, name, value.array()),
            (_, failed) -> failure.compareAndSet(null, failed)); // all are flushed at the end
  }
}
