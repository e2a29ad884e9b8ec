package dev.weir.cli.load;

import dev.weir.cli.cluster.Cluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// One producer that sends all the while, by a plan or as fast as Kafka takes it. It is open when
/// Kafka has acknowledged a message of it: to connect, and to find out that nothing works, is no
/// part of a load.
public final class Sending implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final Plan plan;
  private final Duration patience;
  private final BooleanSupplier stop;

  private Sending(KafkaProducer<byte[], byte[]> producer, Plan plan, Limits limits) {
    this.producer = producer;
    this.plan = plan;
    this.patience = limits.patience;
    this.stop = limits.stop;
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

  private record Limits(Duration patience, BooleanSupplier stop) {}

  /// The settings of a producer that gives a message up after the time that Kafka may take.
  ///
  /// @param chosen by the command; what was said with `-X` counts more
  public static Map<String, Object> settings(Cluster cluster, Map<String, Object> chosen) {
    var millis = Math.toIntExact(cluster.timeout().toMillis());
    var settings = new HashMap<String, Object>();
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis / 2));
    settings.putAll(chosen);
    var linger = chosen.getOrDefault(ProducerConfig.LINGER_MS_CONFIG, 5).toString();
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis + Integer.parseInt(linger));
    settings.keySet().removeAll(cluster.connection().properties().keySet());
    return settings;
  }

  /// Opens the producer and sends the first message of the plan, for no tally.
  public static Sending open(
      Cluster cluster, Map<String, Object> settings, Plan plan, BooleanSupplier stop) {
    var limits = new Limits(cluster.timeout(), stop);
    var sending = new Sending(cluster.producer(settings), plan, limits);
    try {
      sending.first();
      return sending;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      sending.producer.close(Duration.ZERO);
      throw cluster.failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      sending.producer.close(Duration.ZERO);
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private void first() throws ExecutionException, InterruptedException, TimeoutException {
    var message = plan.made.of(plan.messages.getFirst(), System.nanoTime());
    producer.send(message).get(2 * patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Sends until the window is over, and waits for what is under way, as long as Kafka may take.
  public void run(Tally tally) {
    try {
      send(tally);
    } finally {
      close();
    }
  }

  private void send(Tally tally) {
    var pace = Pace.of(plan.perSecond);
    var bytes = 0L;
    for (var number = 0; bytes < plan.bytesMax && !stop.getAsBoolean(); number++) {
      var due = pace.next();
      if (tally.window().isOver(due) || tally.window().isOver(System.nanoTime())) return;
      Pace.until(due, stop);
      var value = plan.messages.get(number % plan.messages.size());
      send(plan.made.of(value, due), due, tally);
      bytes += value.length;
    }
  }

  private void send(ProducerRecord<byte[], byte[]> message, long due, Tally tally) {
    var size = message.value().length;
    try {
      var _ =
          producer.send(
              message,
              (_, error) -> {
                if (error == null) tally.done(due, 1, size);
                else failed(error, tally);
              });
    } catch (KafkaException e) {
      failed(e, tally);
    }
  }

  private void failed(Exception error, Tally tally) {
    if (stop.getAsBoolean()) return; // what was under way when we left
    tally.failed(1, error.getClass().getSimpleName().replace("Exception", ""), error);
  }

  /// Waits for what is under way.
  @Override
  public void close() {
    producer.close(stop.getAsBoolean() ? Duration.ZERO : patience);
  }
}
