package dev.weir.cli.produce;

import dev.weir.Message;
import dev.weir.cli.cluster.Apart;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.sink.kafka.KeyPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// Straight to Kafka, by one producer, so that the order within a partition is that of the input.
///
/// What is wrong with one message alone fails it, and the next ones go on; any other failure ends
/// the input.
final class KafkaRoute implements Route {
  /// Bounds what the client holds for messages that are small.
  private static final int UNDER_WAY_MAX = Receipts.CAPACITY;

  /// Less than its buffer, for which it would wait by itself.
  private static final long BYTES_UNDER_WAY_MAX = 16 << 20;

  private static final long LOOK_EVERY_NANOS = 500_000;

  /// What is added to the time after which the client itself gives up.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaTopic topic;
  private final KafkaChoice choice;
  private final Tally tally;
  private final Apart apart;
  private boolean kept;

  KafkaRoute(
      KafkaProducer<byte[], byte[]> producer, KafkaTopic topic, KafkaChoice choice, Tally tally) {
    this.producer = producer;
    this.topic = topic;
    this.choice = choice;
    this.tally = tally;
    this.apart = new Apart(topic.limitBytes() < 0 ? choice.batchBytes(topic) : topic.limitBytes());
    if (!choice.transaction()) return;
    producer.initTransactions();
    producer.beginTransaction();
  }

  @Override
  public void send(Message message, Place place) {
    var bytes = message.sizeBytes();
    var number = tally.sending(bytes);
    if (message.namesPartition() && message.partition() >= topic.partitions()) {
      failed(number, bytes, place, notThere(message.partition()));
      return;
    }
    var pending = new Pending(this, number, bytes, place);
    try {
      var _ = producer.send(record(message), pending);
    } catch (KafkaException | IllegalArgumentException | IllegalStateException e) {
      pending.onCompletion(null, e);
    }
  }

  private IllegalArgumentException notThere(int partition) {
    return new IllegalArgumentException(
        "there is no partition %d, the topic has %d".formatted(partition, topic.partitions()));
  }

  /// Gives up where nothing is answered any more.
  @Override
  public void awaitRoom(Message message) {
    if (apart.waits(message)) await(1, Long.MAX_VALUE);
    await(UNDER_WAY_MAX, BYTES_UNDER_WAY_MAX);
  }

  private void await(int underWayMax, long bytesMax) {
    var heardNanos = System.nanoTime();
    var before = tally.open();
    while (!tally.isOver()) {
      var open = tally.open();
      if (open < underWayMax && (open == 0 || tally.bytesUnderWay() < bytesMax)) return;
      if (open != before) heardNanos = System.nanoTime();
      before = open;
      if (tally.underWay() > 0 && System.nanoTime() - heardNanos > silenceMax().toNanos()) {
        tally.stop(new TimeoutException("Kafka's client gave no answer any more"));
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  private Duration silenceMax() {
    return choice.deliveryMax().plus(GRACE);
  }

  private ProducerRecord<byte[], byte[]> record(Message message) {
    return new ProducerRecord<>(
        topic.name(),
        KeyPartition.of(message, _ -> topic.partitions()),
        message.timestamp() == Message.NOW ? null : message.timestamp(),
        message.key(),
        message.value(),
        headers(message));
  }

  private static @Nullable List<Header> headers(Message message) {
    if (message.headers().isEmpty()) return null;
    var headers = new ArrayList<Header>(message.headers().size());
    for (var header : message.headers()) {
      headers.add(new RecordHeader(header.name(), header.value()));
    }
    return headers;
  }

  /// A message under way.
  private record Pending(KafkaRoute route, long number, int bytes, Place place)
      implements Callback {
    @Override
    public void onCompletion(@Nullable RecordMetadata at, @Nullable Exception e) {
      if (e == null && at != null) {
        route.tally.acknowledged(number, bytes, at.partition(), at.offset(), at.timestamp());
      } else {
        route.failed(number, bytes, place, e == null ? new IllegalStateException("lost") : e);
      }
    }
  }

  private void failed(long number, int bytes, Place place, Exception why) {
    // Before it is counted, so that who waits for the last answer knows.
    if (choice.transaction() || !isOfOneMessage(why)) tally.stop(why);
    tally.failed(number, bytes, place, text(why));
  }

  static boolean isOfOneMessage(Exception why) {
    return switch (why) {
      case RecordTooLargeException _, RecordBatchTooLargeException _ -> true;
      case InvalidTimestampException _, SerializationException _ -> true;
      case org.apache.kafka.common.InvalidRecordException _, IllegalArgumentException _ -> true;
      default -> false;
    };
  }

  private String text(Exception why) {
    if (why instanceof RecordTooLargeException && topic.limitBytes() > 0) {
      return "it is too large: the topic takes %,d bytes".formatted(topic.limitBytes());
    }
    return String.valueOf(why.getMessage()).replaceAll("\\.\\s*$", "");
  }

  @Override
  public void finish(Duration max, boolean keep) {
    if (choice.transaction()) {
      if (keep) commit();
      else abort();
    } else {
      // Sends what is left at once, and fails what is not answered in time.
      producer.close(max.compareTo(silenceMax()) < 0 ? max : silenceMax());
    }
  }

  private void commit() {
    try {
      producer.commitTransaction();
      kept = true;
    } catch (TimeoutException e) {
      tally.stop(
          new Failure(
              ExitCode.PARTLY,
              "Whether the transaction is there is not known",
              "Kafka did not answer its end in time",
              "See with 'weir consume' before you send it again.",
              e));
    } catch (KafkaException e) {
      tally.stop(e);
      abort();
    }
  }

  /// Left open, it would keep all behind it from readers until its time is over.
  private void abort() {
    try {
      producer.abortTransaction();
    } catch (KafkaException | IllegalStateException e) {
      tally.stop(e);
    }
  }

  @Override
  public boolean isAllOrNothing() {
    return choice.transaction();
  }

  @Override
  public boolean isKept() {
    return kept || !choice.transaction();
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
