package dev.weir.gateway.net;

import dev.weir.delivery.Delivery;
import dev.weir.metrics.Metrics;

/// What every ingress is given.
public record Context(Net net, Delivery delivery, Metrics metrics) {}
