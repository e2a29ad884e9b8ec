/// `weir produce`: messages to Kafka, out of a pipe, files, or what somebody types.
///
/// ```
/// Sources ─▶ Pump ─▶ Route (Kafka or a gateway) ─▶ Tally ─▶ Receipts
/// ```
///
/// Start with [Production]. The pump has a thread of its own, as nobody can wake one that reads a
/// pipe.
@NullMarked
package dev.weir.cli.produce;

import org.jspecify.annotations.NullMarked;
