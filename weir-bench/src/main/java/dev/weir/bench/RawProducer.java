package dev.weir.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Kafka's own producer alone, at a given rate or as fast as it goes: what sending itself costs.
///
/// A paced run wakes every millisecond and sends what is due, which costs it up to a thousand
/// wake-ups a second; an unpaced run has fuller batches than any gateway at its own rate gets.
final class RawProducer {
  private static final long PACE_NANOS = Duration.ofMillis(1).toNanos();

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final byte[] value;

  private RawProducer(KafkaProducer<byte[], byte[]> producer, String topic, byte[] value) {
    this.producer = producer;
    this.topic = topic;
    this.value = value;
  }

  /// Takes commands of the form `SECONDS RATE`, where rate 0 is unpaced.
  public static void main(String[] line) throws IOException {
    var arguments =
        Arguments.parse(
            line, Map.of("bootstrap", "", "topic", "", "linger", "", "value-bytes", "1024"));
    var value = PushRequest.value(arguments.count("value-bytes"));
    try (var producer = PlainProducer.open(arguments.text("bootstrap"), arguments.text("linger"))) {
      var topic = arguments.text("topic");
      producer.partitionsFor(topic);
      var raw = new RawProducer(producer, topic, value.getBytes(StandardCharsets.US_ASCII));
      Lifeline.ready("");
      Lifeline.serve(raw::run);
    }
  }

  private String run(String command) {
    var words = command.split(" ", 2);
    var window = Duration.ofSeconds(Long.parseLong(words[0]));
    int rate = Integer.parseInt(words[1]);
    var count = new Count();
    long startNanos = System.nanoTime();
    long elapsed = 0;
    for (long sent = 0; elapsed < window.toNanos(); elapsed = System.nanoTime() - startNanos) {
      if (rate > 0 && sent >= elapsed * (double) rate / 1e9) {
        LockSupport.parkNanos(PACE_NANOS);
      } else {
        send(count);
        sent++;
      }
    }
    producer.flush();
    return count.result(System.nanoTime() - startNanos).line();
  }

  private void send(Count count) {
    long madeAtNanos = System.nanoTime();
    var _ =
        producer.send(
            new ProducerRecord<>(topic, value),
            (_, failure) -> count.acknowledged(madeAtNanos, failure == null));
  }

  /// Written by the producer's I/O thread; read after `flush`, which comes behind every callback.
  private static final class Count {
    private final Latencies latencies = new Latencies();
    private long accepted;
    private long errors;

    void acknowledged(long madeAtNanos, boolean good) {
      latencies.record(System.nanoTime() - madeAtNanos);
      if (good) {
        accepted++;
      } else {
        errors++;
      }
    }

    LoadResult result(long nanos) {
      double perSecond = accepted * 1e9 / nanos;
      return new LoadResult(
          accepted, errors, perSecond, latencies.millis(0.50), latencies.millis(0.99));
    }
  }
}
