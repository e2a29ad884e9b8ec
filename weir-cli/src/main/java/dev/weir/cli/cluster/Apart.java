package dev.weir.cli.cluster;

import dev.weir.Message;

/// Keeps tiny messages out of the batch of one that may be too large for its topic.
///
/// Kafka's client (4.3.1) splits a batch that the broker finds too large. One of a large and a tiny
/// message it splits into itself, again and again, until its thread dies of it. Nothing happens as
/// long as `batch.size` is no more than the topic takes and no tiny message follows a larger one
/// while that is under way. One thread.
public final class Apart {
  /// More than fits behind a message in the room that was made for it.
  private static final int TINY_BYTES = 64;

  private static final int OVERHEAD_BYTES = 128;
  private static final int HEADER_OVERHEAD_BYTES = 10;

  private final long limitBytes;
  private boolean largeUnderWay;

  /// @param limitBytes what every topic takes, or `batch.size` where that is not known
  public Apart(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /// Whether all that is under way has to be answered before this one is sent.
  public boolean waits(Message message) {
    var bytes = message.sizeBytes();
    if (largestBytes(message, bytes) > limitBytes) {
      largeUnderWay = true;
    } else if (largeUnderWay && bytes < TINY_BYTES) {
      largeUnderWay = false;
      return true;
    }
    return false;
  }

  /// A name's signs take three bytes at most.
  private static long largestBytes(Message message, int bytes) {
    var largest = (long) bytes + OVERHEAD_BYTES;
    if (message.headers().isEmpty()) return largest;
    for (var header : message.headers()) {
      largest += HEADER_OVERHEAD_BYTES + 2L * header.name().length();
    }
    return largest;
  }
}
