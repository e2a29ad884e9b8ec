package dev.weir.sink.kafka;

import dev.weir.Message;

/// How many bytes a message can take in a batch, and one that is alone with its batch's own.
///
/// Never too few: the sum over some messages is more than any batch of them has.
final class Footprint {
  /// A batch begins with 61 bytes. A record has up to 21 and, for the lengths of key and value and
  /// for the number of its headers, up to 15.
  private static final int MESSAGE_BYTES = 100;

  /// Two lengths.
  private static final int HEADER_BYTES = 10;

  /// Packing what cannot be packed makes it larger, by less than 1/128 and the reserve above.
  private static final int PACKING_SHIFT = 7;

  private Footprint() {}

  /// Hot.
  static long of(Message message) {
    var bytes = (long) MESSAGE_BYTES + message.sizeBytes();
    var headers = message.headers();
    for (var i = 0; i < headers.size(); i++) {
      // A character counts as one byte in the message's size, and takes three at most.
      bytes += HEADER_BYTES + 2L * headers.get(i).name().length();
    }
    return bytes + (bytes >> PACKING_SHIFT);
  }
}
