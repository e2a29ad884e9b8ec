package dev.weir.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is settled and Kafka does not know yet. By the thread that polls, but for [#trouble].
final class Ledger {
  private static final Logger log = LoggerFactory.getLogger(Ledger.class);

  /// The broker's own limit, unless it is set otherwise.
  private static final int CHARACTERS_MAX = 4_096;

  private static final Duration POSITION_AT_MOST = Duration.ofMillis(10);

  private final Consumer<byte[], byte[]> consumer;
  private final Lanes lanes;
  private final Events events;

  /// Why the last commit failed; null where it did not.
  private volatile @Nullable Unwritten trouble;

  /// @param sinceMillis of the first failure
  record Unwritten(Throwable why, long sinceMillis) {}

  /// What is to be told of a partition.
  ///
  /// @param whole whether the map says all that is settled
  record News(Tenure tenure, long offset, String map, boolean whole) {}

  Ledger(Consumer<byte[], byte[]> consumer, Lanes lanes, Events events) {
    this.consumer = consumer;
    this.lanes = lanes;
    this.events = events;
  }

  @Nullable Unwritten trouble() {
    return trouble;
  }

  /// What is settled of these since Kafka was told last.
  List<News> news(Collection<Tenure> tenures) {
    passed(tenures);
    return lanes.locked(() -> {
      var news = new ArrayList<News>();
      for (var tenure : tenures) {
        var offsets = tenure.offsets;
        var offset = offsets.committable();
        if (offset < 0) continue;
        var map = offsets.metadata(CHARACTERS_MAX);
        if (offset != tenure.committed || !map.equals(tenure.committedMap)) {
          news.add(new News(tenure, offset, map, offsets.isWhole()));
        }
      }
      if (news.isEmpty()) trouble = null;
      return news;
    });
  }

  /// What the consumer has gone past that is no record: markers of transactions, aborted records.
  private void passed(Collection<Tenure> tenures) {
    for (var tenure : tenures) {
      if (tenure.behind) continue;
      try {
        var position = consumer.position(tenure.source, POSITION_AT_MOST);
        lanes.locked(() -> {
          tenure.offsets.passed(position);
          return position;
        });
      } catch (KafkaException | IllegalStateException e) {
        log.debug("The position in {} is not known", tenure.partition, e);
      }
    }
  }

  /// For Kafka's clients.
  static Map<TopicPartition, OffsetAndMetadata> offsets(List<News> news) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var one : news) {
      offsets.put(one.tenure.source, new OffsetAndMetadata(one.offset, one.map));
    }
    return offsets;
  }

  /// Kafka knows it.
  void committed(List<News> news) {
    trouble = null;
    lanes.locked(() -> {
      lanes.tally().commits++;
      for (var one : news) {
        one.tenure.committed = one.offset;
        one.tenure.committedMap = one.map;
      }
      return news;
    });
    if (!events.wanted()) return;
    var told = new HashMap<Partition, Long>();
    for (var one : news) told.put(one.tenure.partition, one.offset);
    events.tell(new WorkerEvent.Committed(told));
  }

  /// What comes next is told with the next commit.
  void failed(Exception failure) {
    log.debug("A commit failed, and is tried again", failure);
    var before = trouble;
    trouble =
        new Unwritten(failure, before == null ? System.currentTimeMillis() : before.sinceMillis);
    lanes.locked(() -> lanes.tally().commitFailures++);
  }
}
