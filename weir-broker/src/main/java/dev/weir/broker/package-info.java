/// A real Kafka broker inside this JVM: start with [EmbeddedBroker].
///
/// The server's own classes are internal to Kafka and change without notice, so nothing outside
/// this package may touch them.
@NullMarked
package dev.weir.broker;

import org.jspecify.annotations.NullMarked;
