/// What Weir counts, without knowing who asks: [Metrics] is the list, an exporter reads it.
///
/// Counting is an add to a striped counter and nothing else, so the hot path may count freely.
@NullMarked
package dev.weir.metrics;

import org.jspecify.annotations.NullMarked;
