/// Processes Kafka topics: each record at least once, the records of a key one after the other, and
/// other keys meanwhile.
///
/// Start with [Worker]. Four nouns are to be learnt: [Kafka] says where the cluster is, [Codec]
/// what the bytes mean, [Processor] is your code, and [Worker] runs it. A processor answers with an
/// [Outcome]; what happens is told as [WorkerEvent]s.
///
/// ```
/// Poller ─▶ Partition (Offsets, lanes) ─▶ Runner (Attempt ─▶ Processor) ─▶ Course ─▶ settled
///    ▲                                                                       │ └▶ later: Timers
///    └── commits, pauses                                                     └▶ copied: Copies
/// ```
@NullMarked
package dev.weir.worker;

import org.jspecify.annotations.NullMarked;
