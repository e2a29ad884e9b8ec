package dev.weir.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// All that a writer was told. Written while a [WriterBuilder] makes it, never after.
final class WriterPlan<K, V> implements Cloneable {
  private static final long REQUEST_MAX_MILLIS = 30_000;
  private static final long LINGER_MAX_MILLIS = 5;

  final Kafka kafka;
  String topic = "";
  Codec<K> keys;
  Codec<V> values;
  Duration deadline = Duration.ofSeconds(30);
  UnaryOperator<Headers> headers = UnaryOperator.identity();
  Telemetry telemetry = Telemetry.none();
  Map<String, Object> client = Map.of();

  WriterPlan(Kafka kafka, Codec<K> keys, Codec<V> values) {
    this.kafka = kafka;
    this.keys = keys;
    this.values = values;
  }

  WriterPlan<K, V> copy() {
    try {
      @SuppressWarnings("unchecked")
      var copy = (WriterPlan<K, V>) clone();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  <K2, V2> WriterPlan<K2, V2> with(Codec<K2> keys, Codec<V2> values) {
    @SuppressWarnings("unchecked")
    var copy = (WriterPlan<K2, V2>) copy();
    copy.keys = keys;
    copy.values = values;
    return copy;
  }

  /// The deadline is for two waits, one after the other: until the topic is known and there is
  /// memory, a third of it; and for the answer.
  Map<String, Object> settings() {
    var all = Math.max(deadline.toMillis(), 6);
    var block = all / 3;
    var delivery = all - block;
    var settings = new HashMap<String, Object>();
    settings.put("request.timeout.ms", (int) Math.min(delivery / 2, REQUEST_MAX_MILLIS));
    settings.put("linger.ms", Math.min(delivery / 10, LINGER_MAX_MILLIS));
    settings.putAll(kafka.more());
    settings.putAll(client);
    settings.put("max.block.ms", block);
    settings.put("delivery.timeout.ms", (int) Math.min(delivery, Integer.MAX_VALUE));
    return ClientSettings.producer(kafka, topic, settings);
  }
}
