/// `/metrics`: what core counted, in the text formats of Prometheus and OpenMetrics.
@NullMarked
package dev.weir.gateway.metrics;

import org.jspecify.annotations.NullMarked;
