/// Follows messages from the request that brings them to Kafka's word on them, and tells a
/// collector.
///
/// ```
/// request ──▶ Tracing.begun ──▶ Arrival ── header of each message ──▶ the log ──▶ Deliveries
///                                  └─────────▶ Exporter ◀──────────────────────────┘
///                                                 └── Otlp ──▶ Collector
/// ```
///
/// Start with [Tracing]. Spans are made on the threads of the messages; all else is done by the
/// thread of the [Exporter].
@NullMarked
package dev.weir.gateway.tracing;

import org.jspecify.annotations.NullMarked;
