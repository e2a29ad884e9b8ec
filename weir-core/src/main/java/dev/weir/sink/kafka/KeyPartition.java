package dev.weir.sink.kafka;

import dev.weir.Message;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToIntFunction;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Which partition Kafka's client is asked for.
public final class KeyPartition {
  private KeyPartition() {}

  /// Hot. Null leaves the choice to Kafka's client. A message of no key, or of an empty one, that
  /// goes by its key comes to any partition: all such keys in one would fill that one alone.
  ///
  /// @param partitions tells how many partitions a topic has; asked only where that matters
  public static @Nullable Integer of(Message message, ToIntFunction<String> partitions) {
    if (message.namesPartition()) return message.partition();
    if (message.partition() == Message.ANY_PARTITION) return null;
    var key = message.key();
    if (key == null) return null;
    var count = partitions.applyAsInt(message.topic());
    return key.length == 0
        ? ThreadLocalRandom.current().nextInt(count)
        : (int) (crc32(key) % count);
  }

  private static long crc32(byte[] key) {
    var crc = new CRC32();
    crc.update(key);
    return crc.getValue();
  }
}
