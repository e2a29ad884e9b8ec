/// What is promised while Kafka, the network, the disk or the process itself fails: real processes,
/// real records, one checker.
///
/// Start with [Checker], which says what "lost" and "reordered" mean; a [Load] writes what it
/// checks, a [Gateway] and a [Broker] are processes to be killed. The figures of each run are in
/// `target/faults.txt`.
@NullMarked
package dev.weir.tests.faults;

import org.jspecify.annotations.NullMarked;
