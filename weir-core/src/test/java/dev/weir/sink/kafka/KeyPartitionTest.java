package dev.weir.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Message;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPartitionTest {
  /// Seen of librdkafka itself.
  @ParameterizedTest
  @CsvSource({"abc, 2", "user-1, 0", "user-2, 2", "42, 0"})
  void a_key_comes_where_librdkafka_puts_it(String key, int partition) {
    var message = byCrc32(key.getBytes(UTF_8));

    assertThat(partition(message)).isEqualTo(partition);
  }

  @Test
  void the_partition_that_a_sender_names_counts() {
    var message = new Message("t", 3, Message.NOW, "abc".getBytes(UTF_8), null, List.of());

    assertThat(partition(message)).isEqualTo(3);
  }

  @Test
  void kafkas_own_partitioner_gets_what_is_for_it() {
    var message = Message.of("t", "abc".getBytes(UTF_8), null);

    assertThat(partition(message)).isNull();
  }

  @Test
  void a_message_without_a_key_is_left_to_kafkas_client() {
    assertThat(partition(byCrc32(null))).isNull();
  }

  @Test
  void empty_keys_do_not_all_come_into_one_partition() {
    var partitions = IntStream.range(0, 200).mapToObj(_ -> partition(byCrc32(new byte[0])));

    assertThat(partitions.distinct()).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  private static @Nullable Integer partition(Message message) {
    return KeyPartition.of(message, _ -> 4);
  }

  private static Message byCrc32(byte @Nullable [] key) {
    return new Message("t", Message.BY_CRC32, Message.NOW, key, null, List.of());
  }
}
