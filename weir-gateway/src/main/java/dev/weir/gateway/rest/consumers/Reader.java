package dev.weir.gateway.rest.consumers;

import static java.util.Objects.requireNonNull;
import static org.apache.kafka.clients.consumer.ConsumerConfig.AUTO_OFFSET_RESET_CONFIG;

import dev.weir.gateway.web.RestException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One consumer of Kafka's, and what was taken from it for whom.
///
/// Records go from Kafka to the [Backlog], from there in a [Batch] to a client, and when its answer
/// is made they count as [Returned]. Nothing else is ever committed. A partition that goes takes
/// its part of all three along. One thread owns it: the instance's.
final class Reader implements Membership.Watcher {
  private static final Logger log = LoggerFactory.getLogger(Reader.class);

  private static final Duration COMMIT_AT_MOST = Duration.ofSeconds(5);
  private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(3);

  /// The consumer with what belongs to it alone.
  record Open(KafkaConsumer<byte[], byte[]> kafka, Membership membership) {}

  private final InstanceName name;
  private final InstanceConfig config;
  private final Surroundings around;
  private final BooleanSupplier ending;
  private final Backlog backlog;
  private final Returned returned = new Returned();

  /// Made when it is first needed: an instance that never subscribes costs next to nothing.
  private @Nullable Open open;

  private @Nullable Batch inHand;

  /// What went wrong when nobody waited. The next read tells.
  private @Nullable RuntimeException failure;

  private boolean flowing;
  private long committedNanos;

  /// @param ending whether the instance is about to end, so that nobody goes on waiting
  Reader(InstanceName name, InstanceConfig config, Surroundings around, BooleanSupplier ending) {
    this.name = name;
    this.config = config;
    this.around = around;
    this.ending = ending;
    this.backlog = new Backlog(around.budget());
  }

  InstanceName name() {
    return name;
  }

  InstanceConfig config() {
    return config;
  }

  Surroundings around() {
    return around;
  }

  Backlog backlog() {
    return backlog;
  }

  boolean isEnding() {
    return ending.getAsBoolean();
  }

  /// Null before anything was subscribed to.
  @Nullable Open open() {
    return open;
  }

  /// Makes the consumer unless it is there.
  Open opened() {
    var present = open;
    if (present != null) return present;
    var settings = around.settings().get();
    if (settings.kafka().off()) throw noKafka();
    var properties = ConsumerProperties.of(name, config, settings);
    var kafka = ConsumerProperties.open(properties);
    var latest = "latest".equals(properties.get(AUTO_OFFSET_RESET_CONFIG));
    var made = new Open(kafka, new Membership(kafka, this, latest));
    open = made;
    committedNanos = around.clock().nanos();
    return made;
  }

  static RestException noKafka() {
    return new RestException(
        503, 50302, "There is no Kafka to read from: kafka.bootstrap.servers is off");
  }

  /// Has records come, or has Kafka keep them.
  void flow(boolean on) {
    if (on == flowing || open == null) return;
    flowing = on;
    var kafka = open.kafka();
    if (on) kafka.resume(kafka.paused());
    else kafka.pause(kafka.assignment());
  }

  boolean isFlowing() {
    return flowing;
  }

  /// Lets Kafka's client work for so long at most, or until records are there, and answers how
  /// many.
  int poll(long nanos) {
    var records = requireNonNull(open).kafka().poll(Duration.ofNanos(Math.max(0, nanos)));
    backlog.add(records);
    return records.count();
  }

  /// Keeps a failure for the next read.
  void failed(RuntimeException e) {
    failure = e;
  }

  /// It was told where to go on: that this was not known is over.
  void sought() {
    if (failure instanceof InvalidOffsetException) failure = null;
  }

  void throwFailure() {
    var present = failure;
    failure = null;
    if (present != null) throw present;
  }

  /// Takes records out of the backlog for a client.
  Batch take(ReadRequest request) {
    var records = backlog.take(request.bytesMax(), request.recordsMax());
    var batch = new Batch(records);
    if (!records.isEmpty()) inHand = batch;
    return batch;
  }

  /// The batch whose client has no answer yet, or null.
  @Nullable Batch inHand() {
    return inHand;
  }

  /// The batch in hand is settled: its records were returned, or come again.
  void settle() {
    var batch = requireNonNull(inHand);
    inHand = null;
    var held = batch.held();
    if (batch.isDone()) {
      returned(held);
      around.budget().giveBack(batch.weight());
    } else {
      backlog.putBack(held);
      if (held.size() < batch.records().size()) {
        around.budget().giveBack(batch.weight() - Backlog.weight(held));
      }
    }
  }

  /// Of records that follow one another in a partition, the last one counts.
  private void returned(List<ConsumerRecord<byte[], byte[]>> records) {
    for (var i = 0; i < records.size(); i++) {
      var record = records.get(i);
      var next = i + 1 < records.size() ? records.get(i + 1) : null;
      var goesOn =
          next != null
              && next.partition() == record.partition()
              && next.topic().equals(record.topic());
      if (!goesOn) returned(record);
    }
  }

  private void returned(ConsumerRecord<byte[], byte[]> record) {
    returned.add(record);
    var partition = new TopicPartition(record.topic(), record.partition());
    requireNonNull(open).membership().reached(partition, record.offset() + 1);
  }

  /// Commits what was returned.
  void commit(boolean async) {
    var commit = returned.uncommitted();
    if (!commit.isEmpty()) commit(commit, async);
  }

  /// Commits what a client names.
  void commit(Map<TopicPartition, OffsetAndMetadata> commit, boolean async) {
    var kafka = opened().kafka();
    if (async) {
      kafka.commitAsync(commit, this::committed);
    } else {
      kafka.commitSync(commit, COMMIT_AT_MOST);
      returned.committed(commit);
    }
  }

  private void committed(
      Map<TopicPartition, OffsetAndMetadata> commit, @Nullable Exception refused) {
    if (refused == null) {
      returned.committed(commit);
    } else {
      log.warn("The offsets of {} were not committed: {}", name, refused.toString());
    }
  }

  /// Commits what was returned where the instance does so by itself and it is time.
  void commitIfDue() {
    if (config.commitMillis() == 0) return;
    var now = around.clock().nanos();
    if (now - committedNanos < config.commitMillis() * 1_000_000) return;
    committedNanos = now;
    commit(true);
  }

  private void commitByItself() {
    if (config.commitMillis() == 0) return;
    try {
      commit(false);
    } catch (KafkaException e) {
      log.warn("The offsets of {} were not committed: {}", name, e.toString());
    }
  }

  /// Begins elsewhere: what is in memory of a partition is of no use then.
  void forget(Set<TopicPartition> partitions) {
    backlog.forget(partitions::contains);
    returned.forget(partitions::contains);
  }

  /// What is in memory of such partitions is not handed out any more.
  void drop(Predicate<TopicPartition> which) {
    backlog.forget(which);
  }

  @Override
  public void leaving(Set<TopicPartition> partitions) {
    commitByItself();
  }

  @Override
  public void gone(Set<TopicPartition> partitions) {
    forget(partitions);
    if (inHand != null) inHand.lose(partitions);
  }

  @Override
  public void come(Set<TopicPartition> partitions) {
    if (!flowing) requireNonNull(open).kafka().pause(partitions);
  }

  /// Leaves the group, and gives back what it holds.
  void close() {
    if (inHand != null) settle();
    backlog.clear();
    if (open == null) return;
    commitByItself();
    try {
      open.kafka().close(CloseOptions.timeout(CLOSE_AT_MOST));
    } catch (KafkaException e) {
      log.warn("Consumer {} left its group without its consent: {}", name, e.toString());
    }
  }
}
