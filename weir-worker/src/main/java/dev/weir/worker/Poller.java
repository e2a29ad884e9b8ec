package dev.weir.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/// Asks Kafka for records, again and again, whatever the worker's state: so the group never thinks
/// that it is gone. Where there is no room for more, partitions are paused.
///
/// On a thread of its own, which never runs the user's code but for listeners.
final class Poller {
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
    assert records.isEmpty() : "Paused partitions gave records";
    commits.tick(group.tenures());
    events.tellKept();
  }

  private void add(TopicPartition partition, ConsumerRecords<byte[], byte[]> polled) {
    var tenure = group.tenure(partition);
    if (tenure == null) return; // it has gone since
    var records = polled.records(partition);
    if (records.getFirst().offset() < tenure.next) tenure = group.again(tenure);
    tenure.next = records.getLast().offset() + 1;
    lanes.add(tenure, records, end(partition, records));
  }

  private long end(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    var lag = consumer.currentLag(partition);
    return lag.isPresent() ? records.getLast().offset() + 1 + lag.getAsLong() : -1;
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
