package dev.weir.gateway.metrics;

import dev.weir.TopicName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What is counted topic by topic. Clients choose the names, so only so many topics are told apart;
/// all others, and names that no topic can have, are counted together. Any thread.
///
/// @param <F> the figures of one topic
public final class TopicLabels<F> {
  /// The label of all topics beyond the first [#MOST].
  public static final String OTHER = "__other__";

  static final int MOST = 1_000;

  private final Map<String, F> figures = new ConcurrentHashMap<>();
  private final Function<String, F> maker;

  /// @param maker makes the figures of a label, once
  public TopicLabels(Function<String, F> maker) {
    this.maker = maker;
  }

  /// Hot.
  public F of(String topic) {
    var known = figures.get(topic);
    return known != null ? known : figures.computeIfAbsent(label(topic), maker);
  }

  private String label(String topic) {
    return figures.size() < MOST && TopicName.legal(topic) ? topic : OTHER;
  }
}
