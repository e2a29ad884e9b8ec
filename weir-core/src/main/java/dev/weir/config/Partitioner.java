package dev.weir.config;

import dev.weir.Message;

/// How the partition of a message with a key is found where its sender names none. Programs that
/// write to the same topic must agree on it, or the messages of one key come into two partitions.
public enum Partitioner {
  /// As Kafka's Java clients do.
  MURMUR2(Message.ANY_PARTITION),
  /// As librdkafka does, and so kahego, kprf and the ambassador did.
  CRC32(Message.BY_CRC32);

  private final int unchosen;

  Partitioner(int unchosen) {
    this.unchosen = unchosen;
  }

  /// What stands for the partition in a [Message] whose sender names none.
  public int unchosen() {
    return unchosen;
  }
}
