package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

/// Sees to it that the commits of a group never go back. Used by one thread.
final class CommitWatch {
  private final WorkerTopic topic;
  private final Map<Integer, Long> seen = new HashMap<>();

  private CommitWatch(WorkerTopic topic) {
    this.topic = topic;
  }

  static CommitWatch over(WorkerTopic topic) {
    return new CommitWatch(topic);
  }

  void neverGoBack() {
    topic
        .committed()
        .forEach((partition, offset) -> {
          var before = seen.put(partition, offset);
          assertThat(offset)
              .as("the commit of partition %s", partition)
              .isGreaterThanOrEqualTo(before == null ? 0 : before);
        });
  }
}
