package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.HandClock;
import dev.weir.metrics.Metrics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files were put together: the new one has the name of the first, and is not in the list yet.
@Timeout(60)
final class ReplacedFileTest {
  @TempDir private Path folder;

  @Test
  void a_reader_that_comes_amid_a_replacement_loses_nothing() throws IOException {
    try (var box = new LoggedBox(folder)) {
      box.append("a", "b", "c");
    }
    var options = new WalOptions("test", folder, LoggedBox.LIMIT_BYTES, LoggedBox.SEGMENT_BYTES);
    var opening = new Opening(options, new Folder(folder), new Metrics(), new HandClock());
    var segment = opening.parts.segments().all().getFirst();
    var kept = folder.resolve("kept");
    Files.move(segment.path, kept);
    Files.write(segment.path, anotherOf(segment, Files.size(kept)));

    try (var reader = new Reader(opening.parts, opening.damages)) {
      var amid = reader.next(opening.head);
      Folder.rename(kept, segment.path);
      var clock = (HandClock) opening.parts.clock();
      clock.advance(Duration.ofSeconds(2));
      var after = reader.next(opening.head);

      assertThat(amid).isNull();
      assertThat(opening.parts.waiting().count()).isEqualTo(3);
      assertThat(after).isNotNull();
    }
  }

  private static byte[] anotherOf(Segment segment, long size) {
    var page = ByteBuffer.allocate(FileHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    FileHeader.fresh(segment.base(), segment.last()).put(page);
    return Arrays.copyOf(page.array(), Math.toIntExact(size));
  }
}
