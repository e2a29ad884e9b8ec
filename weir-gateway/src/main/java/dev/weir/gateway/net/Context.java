package dev.weir.gateway.net;

import dev.weir.delivery.Delivery;
import dev.weir.gateway.cluster.TopicNames;
import dev.weir.gateway.tracing.Tracing;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;

/// What every ingress is given.
///
/// @param topics those that the cluster has
public record Context(
    Net net, Delivery delivery, Metrics metrics, TopicNames topics, Tracing tracing) {
  /// Where nothing is traced.
  public Context(Net net, Delivery delivery, Metrics metrics, TopicNames topics) {
    this(net, delivery, metrics, topics, Tracing.OFF);
  }

  /// What counts the messages that come in one way, refused ones too.
  public static Counter messages(Metrics metrics, String ingress) {
    return metrics.counter(
        "weir_ingress_messages",
        "Messages that came in, refused ones too.",
        new Label("ingress", ingress));
  }
}
