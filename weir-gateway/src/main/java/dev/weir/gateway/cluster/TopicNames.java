package dev.weir.gateway.cluster;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// Knows the topics that there are.
@FunctionalInterface
public interface TopicNames {
  /// The names in order, without those that begin with `__`, which are Kafka's own. Never blocks.
  ///
  /// Fails after 5 s at most, with an exception whose message is for the caller's client.
  CompletionStage<List<String>> names();
}
