package dev.weir.gateway.net;

import dev.weir.delivery.Delivery;
import dev.weir.gateway.cluster.TopicNames;
import dev.weir.metrics.Metrics;

/// What every ingress is given.
///
/// @param topics those that the cluster has
public record Context(Net net, Delivery delivery, Metrics metrics, TopicNames topics) {}
