package dev.weir.cli.load;

import dev.weir.cli.cluster.Cluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// One producer that sends all the while, by a plan or as fast as Kafka takes it.
public final class Sending {
  /// More of them in a row, and none that came through, are no load but a fault.
  private static final int FAILURES_MAX = 20;

  private final Cluster cluster;
  private final Tally tally;
  private final BooleanSupplier stop;

  public Sending(Cluster cluster, Tally tally, BooleanSupplier stop) {
    this.cluster = cluster;
    this.tally = tally;
    this.stop = stop;
  }

  /// What is sent.
  ///
  /// @param messages in turn
  /// @param perSecond 0 is as fast as may be
  /// @param bytesMax after so many it ends
  public record Plan(Made made, List<byte[]> messages, double perSecond, long bytesMax) {}

  /// Makes a message of a value.
  public interface Made {
    ProducerRecord<byte[], byte[]> of(byte[] value, long intendedNanos);
  }

  /// The settings of a producer that gives a message up after the time that Kafka may take.
  ///
  /// @param chosen by the command; what was said with `-X` counts more
  public static Map<String, Object> settings(Cluster cluster, Map<String, Object> chosen) {
    var millis = Math.toIntExact(cluster.timeout().toMillis());
    var settings = new HashMap<String, Object>();
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis / 2));
    settings.putAll(chosen);
    var linger =
        Integer.parseInt(chosen.getOrDefault(ProducerConfig.LINGER_MS_CONFIG, 5).toString());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis + linger);
    settings.keySet().removeAll(cluster.connection().properties().keySet());
    return settings;
  }

  /// Sends until the window is over, and waits for what is under way, as long as Kafka may take.
  public void run(Plan plan, Map<String, Object> settings) {
    var producer = cluster.producer(settings);
    try {
      send(plan, producer);
    } finally {
      producer.close(stop.getAsBoolean() ? Duration.ZERO : cluster.timeout());
    }
  }

  private void send(Plan plan, KafkaProducer<byte[], byte[]> producer) {
    var pace = Pace.of(plan.perSecond);
    var bytes = 0L;
    for (var number = 0; bytes < plan.bytesMax && !stop.getAsBoolean() && !isFutile(); number++) {
      var due = pace.next();
      if (tally.window().isOver(due) || tally.window().isOver(System.nanoTime())) return;
      Pace.until(due, stop);
      var value = plan.messages.get(number % plan.messages.size());
      send(producer, plan.made.of(value, due), due);
      bytes += value.length;
    }
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message, long due) {
    var size = message.value().length;
    try {
      var _ =
          producer.send(
              message,
              (_, error) -> {
                if (error == null) tally.done(due, 1, size);
                else failed(error);
              });
    } catch (KafkaException e) {
      failed(e);
    }
  }

  private void failed(Exception error) {
    if (stop.getAsBoolean()) return; // what was under way when we left
    tally.failed(1, error.getClass().getSimpleName().replace("Exception", ""), error);
  }

  private boolean isFutile() {
    return tally.failed() >= FAILURES_MAX && tally.total() == 0;
  }
}
