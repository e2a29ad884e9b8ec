package dev.weir.cli.produce;

import dev.weir.Header;
import dev.weir.Message;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What every message is given by the command line.
///
/// A partition that the input names holds for its own topic. Sent to another, which may have fewer,
/// the message goes by its key.
///
/// @param key of those that have none
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Given(
    String topic, byte @Nullable [] key, List<Header> headers, @Nullable Integer partition) {
  /// Hot where there is nothing to give.
  Message to(Message message) {
    var there = topic.equals(message.topic());
    if (there && key == null && partition == null && headers.isEmpty()) return message;
    return new Message(
        topic,
        partitionOf(message, there),
        message.timestamp(),
        message.key() == null ? key : message.key(),
        message.value(),
        headers.isEmpty() ? message.headers() : joined(message.headers()));
  }

  private int partitionOf(Message message, boolean there) {
    if (partition != null) return partition;
    return there || !message.namesPartition() ? message.partition() : Message.ANY_PARTITION;
  }

  private List<Header> joined(List<Header> own) {
    return Stream.concat(own.stream(), headers.stream()).toList();
  }
}
