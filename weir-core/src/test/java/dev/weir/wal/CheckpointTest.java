package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a checkpoint may say, whose bytes have a good checksum.
final class CheckpointTest {
  @Test
  void it_is_read_as_it_was_written() {
    var waiting = new Ranges();
    waiting.add(3, 5);
    waiting.add(9, 9);
    var row = new Checkpoint.Row(0, -7, 4_096, 9, 10);

    var read = read(new Checkpoint(10, waiting, List.of(row)));

    assertThat(read)
        .usingRecursiveComparison()
        .isEqualTo(new Checkpoint(10, waiting, List.of(row)));
  }

  @Test
  void none_that_has_messages_wait_that_are_not_there_yet_is_believed() {
    var waiting = new Ranges();
    waiting.add(3, 10);

    assertThatThrownBy(() -> read(new Checkpoint(10, waiting, List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ranges_that_go_back_or_on_without_end_are_not_believed() {
    for (var length : List.of(-2L, Long.MIN_VALUE, Long.MAX_VALUE)) {
      var bytes = ByteBuffer.allocate(100);
      Varint.put(bytes, 1);
      Varint.put(bytes, 1);
      Varint.put(bytes, length);

      assertThatThrownBy(() -> Ranges.get(bytes.flip()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Checkpoint read(Checkpoint checkpoint) {
    var bytes = ByteBuffer.allocate((int) checkpoint.bytesMax());
    checkpoint.put(bytes);
    return Checkpoint.get(bytes.flip());
  }
}
