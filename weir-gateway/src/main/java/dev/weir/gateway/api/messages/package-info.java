/// The messages of a topic: a page of them, one of them, and those that come.
///
/// Start with [Scan], which reads partitions forth or back and mixes them by time; [Tail] is for
/// what comes. Each reading has a consumer of Kafka's to itself, without a group.
@NullMarked
package dev.weir.gateway.api.messages;

import org.jspecify.annotations.NullMarked;
