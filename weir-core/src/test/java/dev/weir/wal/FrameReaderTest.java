package dev.weir.wal;

import static java.nio.file.StandardOpenOption.READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Message;
import dev.weir.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FrameReaderTest {
  private static final int MASK = 0x12345678;

  @TempDir Path folder;

  @Test
  void a_flipped_bit_anywhere_costs_its_own_message_and_no_other() throws IOException {
    var good = frames(3, MASK);
    var frame = good.length / 3;

    for (var bit = frame * 8; bit < 2 * frame * 8; bit++) {
      var bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);

      assertThat(read(bad)).as("bit %d", bit).containsExactly(0L, 2L);
    }
  }

  @Test
  void what_another_use_of_the_file_left_is_no_frame() throws IOException {
    assertThat(read(frames(3, MASK + 1))).isEmpty();
  }

  @Test
  void any_bytes_come_to_an_end() throws IOException {
    var seed = Long.getLong("weir.seed", System.nanoTime());
    var random = new Random(seed);
    for (var n = 0; n < 200; n++) {
      var bytes = frames(3, MASK);
      for (var hits = random.nextInt(8); hits >= 0; hits--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }

      assertThat(read(bytes)).as("seed %d", seed).isSubsetOf(0L, 1L, 2L).isSorted();
    }
  }

  @Test
  void a_length_that_is_longer_than_the_file_is_no_length() throws IOException {
    var cut = List.of(1, 8, 20, 60);
    for (var bytes : cut) {
      var whole = frames(2, MASK);

      assertThat(read(Arrays.copyOf(whole, whole.length - bytes))).containsExactly(0L);
    }
  }

  private static byte[] frames(int count, int mask) {
    var group = new Group();
    for (var sequence = 0; sequence < count; sequence++) {
      var message = Message.of("topic", new byte[] {1}, new byte[43]);
      group.add(new Entry(sequence, message, null), 400, 1, new Nobody());
      var length = group.bytes() / (sequence + 1);
      Frame.mark(group.frames(), sequence * length, mask);
    }
    var bytes = new byte[group.bytes()];
    group.frames().get(0, bytes);
    return bytes;
  }

  private List<Long> read(byte[] frames) throws IOException {
    var file = folder.resolve("file");
    var bytes = new byte[FileHeader.BYTES + frames.length];
    System.arraycopy(frames, 0, bytes, FileHeader.BYTES, frames.length);
    Files.write(file, bytes);
    try (var channel = FileChannel.open(file, READ)) {
      return read(new FrameReader(channel, MASK), bytes.length);
    }
  }

  private static List<Long> read(FrameReader reader, long end) throws IOException {
    var found = new ArrayList<Long>();
    while (true) {
      var step = reader.step(end);
      if (step == FrameReader.Step.END) return found;
      if (step == FrameReader.Step.FRAME && reader.intact()) found.add(reader.sequence());
    }
  }

  private static final class Nobody implements Wal.Listener {
    @Override
    public void stored() {
      // nobody waits
    }

    @Override
    public void notStored(Problem why) {
      // nobody waits
    }
  }
}
