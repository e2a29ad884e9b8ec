package dev.weir.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks Kafka for records, again and again, whatever the worker's state: so the group never thinks
/// that it is gone. Where there is no room for more, partitions are paused.
///
/// On a thread of its own, which never runs the user's code but for listeners.
final class Poller {
  private static final Logger log = LoggerFactory.getLogger(Poller.class);
  private static final long END_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration WAIT = Duration.ofMillis(100);

  /// Where some partitions wait for room, and others for records.
  private static final Duration SHORT_WAIT = Duration.ofMillis(5);

  private final Consumer<byte[], byte[]> consumer;
  private final Group group;
  private final Lanes lanes;
  private final Commits commits;
  private final Events events;

  Poller(
      Consumer<byte[], byte[]> consumer, Group group, Lanes lanes, Commits commits, Events events) {
    this.consumer = consumer;
    this.group = group;
    this.lanes = lanes;
    this.commits = commits;
    this.events = events;
  }

  /// One turn: at most a little longer than 100 ms, but while partitions go.
  void turn() throws InterruptedException {
    group.prepare();
    var wait = flow();
    var records = consumer.poll(wait);
    for (var partition : records.partitions()) behind(partition);
    group.look();
    for (var partition : records.partitions()) add(partition, records);
    if (events.wanted()) {
      events.tell(new WorkerEvent.Polled(records.count()));
      events.tellKept();
    }
    commits.tick(group.tenures());
  }

  /// So that the group is kept while the worker ends.
  void keep() {
    consumer.pause(consumer.assignment());
    var records = consumer.poll(Duration.ZERO);
    // What is paused gives none. Should it do so, they are not taken in, and below no commit.
    for (var partition : records.partitions()) behind(partition);
    commits.tick(group.tenures());
    events.tellKept();
  }

  private void behind(TopicPartition partition) {
    var tenure = group.tenure(partition);
    if (tenure != null) tenure.behind = true;
  }

  private void add(TopicPartition partition, ConsumerRecords<byte[], byte[]> polled) {
    var tenure = group.tenure(partition);
    if (tenure == null) return; // it has gone since
    var records = polled.records(partition);
    if (isBehind(tenure, records.getFirst().offset())) tenure = group.again(tenure);
    tenure.next = records.getLast().offset() + 1;
    lanes.add(tenure, records, end(tenure));
    tenure.behind = false;
  }

  /// Also behind what is no record, of which [Tenure#next] knows nothing.
  private boolean isBehind(Tenure tenure, long offset) {
    return lanes.locked(() -> tenure.offsets.isBehind(offset));
  }

  /// The offset behind the last record of the partition, as far as is known. Kafka's client asks
  /// another thread of its own for that, so this does so now and then alone; and should it not
  /// answer, the records that it gave must be taken in all the same.
  private long end(Tenure tenure) {
    var now = System.nanoTime();
    if (tenure.askedNanos != 0 && now - tenure.askedNanos < END_EVERY_NANOS) return tenure.next;
    tenure.askedNanos = now;
    try {
      var lag = consumer.currentLag(tenure.source);
      return lag.isPresent() ? tenure.next + lag.getAsLong() : -1;
    } catch (KafkaException | IllegalStateException e) {
      log.debug("How far {} is behind is not known", tenure.partition, e);
      return -1;
    }
  }

  /// Pauses what is full and resumes what has room again; waits for room where all is full.
  ///
  /// @return how long the next poll may wait
  private Duration flow() throws InterruptedException {
    var tenures = group.tenures();
    var flow = lanes.flow(tenures);
    if (!flow.pause().isEmpty()) consumer.pause(sources(flow.pause()));
    if (!flow.resume().isEmpty()) consumer.resume(sources(flow.resume()));
    if (events.wanted()) tell(flow);
    if (flow.paused() == 0) return WAIT;
    if (flow.open() > 0) return SHORT_WAIT;
    lanes.awaitRoom(tenures, TimeUnit.MILLISECONDS.toNanos(WAIT.toMillis()));
    return Duration.ZERO;
  }

  private void tell(Buffer.Flow flow) {
    for (var tenure : flow.pause()) {
      events.tell(new WorkerEvent.Paused(tenure.partition, "its share of the buffer is full"));
    }
    for (var tenure : flow.resume()) events.tell(new WorkerEvent.Resumed(tenure.partition));
  }

  private static Set<TopicPartition> sources(Collection<Tenure> tenures) {
    return tenures.stream().map(tenure -> tenure.source).collect(Collectors.toSet());
  }
}
