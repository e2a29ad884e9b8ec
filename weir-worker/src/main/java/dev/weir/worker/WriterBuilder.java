package dev.weir.worker;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Says how a [Writer] is to write. A topic is needed; all else has a default that is safe.
///
/// It never changes: each method gives another builder.
public final class WriterBuilder<K, V> {
  private final WriterPlan<K, V> plan;

  private WriterBuilder(WriterPlan<K, V> plan) {
    this.plan = plan;
  }

  static WriterBuilder<byte[], byte[]> to(Kafka kafka) {
    return new WriterBuilder<>(
        new WriterPlan<>(Objects.requireNonNull(kafka, "kafka"), Bytes.ONE, Bytes.ONE));
  }

  /// Needed.
  public WriterBuilder<K, V> topic(String name) {
    if (name.isBlank()) throw new IllegalArgumentException("A topic has a name");
    return with(plan -> plan.topic = name);
  }

  /// What the bytes of keys mean; without it they stay bytes.
  public <T> WriterBuilder<T, V> keys(Codec<T> codec) {
    return new WriterBuilder<>(plan.with(Objects.requireNonNull(codec, "codec"), plan.values));
  }

  /// What the bytes of values mean; without it they stay bytes.
  public <T> WriterBuilder<K, T> values(Codec<T> codec) {
    return new WriterBuilder<>(plan.with(plan.keys, Objects.requireNonNull(codec, "codec")));
  }

  /// How long a record may take, from the call until Kafka has acknowledged it; 30 s without it.
  public WriterBuilder<K, V> deadline(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("deadline > 0, not " + time);
    }
    return with(plan -> plan.deadline = time);
  }

  /// Headers for each record, such as those that say who wrote it. The function is given none, or
  /// what those named before it gave. Where it throws, that is logged, and the record is written
  /// without them.
  public WriterBuilder<K, V> headers(UnaryOperator<Headers> more) {
    Objects.requireNonNull(more, "headers");
    return with(plan -> {
      var before = plan.headers;
      plan.headers = headers -> more.apply(before.apply(headers));
    });
  }

  /// Follows each record, as tracing does.
  public WriterBuilder<K, V> telemetry(Telemetry telemetry) {
    Objects.requireNonNull(telemetry, "telemetry");
    return with(plan -> plan.telemetry = telemetry);
  }

  /// Any setting of Kafka's producer, by Kafka's name, but those that would break what a writer
  /// promises: they are refused with the name of what to use instead.
  public WriterBuilder<K, V> set(String name, Object value) {
    return with(plan -> plan.client = Plan.more(plan.client, name, value));
  }

  /// The writer. Where Kafka is away it begins all the same, and waits as each record is sent.
  ///
  /// @throws IllegalArgumentException if a setting, or a file that it names, is not usable
  public Writer<K, V> open() {
    if (plan.topic.isEmpty()) throw new IllegalArgumentException("A writer has a topic(…)");
    Refusals.check(plan.kafka, plan.client);
    return ProducerWriter.open(plan);
  }

  private WriterBuilder<K, V> with(Consumer<WriterPlan<K, V>> change) {
    var copy = plan.copy();
    change.accept(copy);
    return new WriterBuilder<>(copy);
  }
}
