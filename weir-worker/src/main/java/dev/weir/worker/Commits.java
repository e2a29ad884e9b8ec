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

/// Tells Kafka what is settled: the lowest offset that is not, and a map of those above it that
/// are.
///
/// By the thread that polls. One commit is under way at a time, so that none overtakes another.
final class Commits {
  private static final Logger log = LoggerFactory.getLogger(Commits.class);

  /// The broker's own limit, unless it is set otherwise.
  private static final int CHARACTERS_MAX = 4_096;

  private static final Duration POSITION_AT_MOST = Duration.ofMillis(10);

  private final Consumer<byte[], byte[]> consumer;
  private final Lanes lanes;
  private final Events events;
  private final long everyNanos;
  private long nextNanos;
  private boolean underWay;

  /// Why the last commit failed; null where it did not.
  private volatile @Nullable Trouble trouble;

  /// @param sinceMillis of the first failure
  record Trouble(Throwable why, long sinceMillis) {}

  Commits(Consumer<byte[], byte[]> consumer, Lanes lanes, Events events, Duration every) {
    this.consumer = consumer;
    this.lanes = lanes;
    this.events = events;
    this.everyNanos = every.toNanos();
    this.nextNanos = System.nanoTime() + everyNanos;
  }

  @Nullable Trouble trouble() {
    return trouble;
  }

  /// Commits when it is time to.
  void tick(Collection<Tenure> tenures) {
    var now = System.nanoTime();
    if (underWay || now - nextNanos < 0) return;
    nextNanos = now + everyNanos;
    passed(tenures);
    var news = news(tenures);
    if (news.isEmpty()) return;
    underWay = true;
    consumer.commitAsync(
        offsets(news),
        (offsets, failure) -> {
          underWay = false;
          if (failure == null) {
            committed(news);
          } else {
            failed(failure);
          }
        });
  }

  /// Commits these now; says whether that succeeded.
  boolean now(Collection<Tenure> tenures, Duration atMost) {
    passed(tenures);
    var news = news(tenures);
    if (news.isEmpty()) return true;
    try {
      consumer.commitSync(offsets(news), atMost);
      committed(news);
      return true;
    } catch (KafkaException e) {
      failed(e);
      log.warn(
          "What is settled of {} could not be committed; it comes again, to whoever has it next",
          offsets(news).keySet(),
          e);
      return false;
    }
  }

  /// What the consumer has gone past that is no record: markers of transactions, aborted records.
  private void passed(Collection<Tenure> tenures) {
    for (var tenure : tenures) {
      try {
        var position = consumer.position(tenure.source, POSITION_AT_MOST);
        lanes.locked(() -> passed(tenure, position));
      } catch (KafkaException | IllegalStateException e) {
        log.debug("The position in {} is not known", tenure.partition, e);
      }
    }
  }

  private static boolean passed(Tenure tenure, long position) {
    tenure.offsets.passed(position);
    return true;
  }

  /// What is to be told of a partition.
  private record News(Tenure tenure, long offset, String map) {}

  private List<News> news(Collection<Tenure> tenures) {
    return lanes.locked(() -> {
      var news = new ArrayList<News>();
      for (var tenure : tenures) {
        var offset = tenure.offsets.committable();
        if (offset < 0) continue;
        var map = tenure.offsets.metadata(CHARACTERS_MAX);
        if (offset != tenure.committed || !map.equals(tenure.committedMap)) {
          news.add(new News(tenure, offset, map));
        }
      }
      return news;
    });
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsets(List<News> news) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var one : news) {
      offsets.put(one.tenure.source, new OffsetAndMetadata(one.offset, one.map));
    }
    return offsets;
  }

  private void committed(List<News> news) {
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
  private void failed(Exception failure) {
    log.debug("A commit failed, and is tried again", failure);
    var before = trouble;
    trouble =
        new Trouble(failure, before == null ? System.currentTimeMillis() : before.sinceMillis);
    lanes.locked(() -> lanes.tally().commitFailures++);
  }
}
