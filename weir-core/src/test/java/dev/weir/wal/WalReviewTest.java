package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.HandClock;
import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.metrics.Metrics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a review found: each of these says what is promised, and failed when it was written.
@Timeout(60)
final class WalReviewTest {
  @TempDir private Path folder;

  /// 9. Files were put together: the new one has its name, and the list of files does not know yet.
  @Test
  void a_reader_that_comes_amid_a_replacement_loses_nothing() throws IOException {
    try (var box = new LoggedBox(folder)) {
      box.append("a", "b", "c");
    }
    var options = new WalOptions("test", folder, LoggedBox.LIMIT_BYTES, LoggedBox.SEGMENT_BYTES);
    var opening = new Opening(options, new Folder(folder), new Metrics(), new HandClock());
    var segment = opening.parts.segments().all().getFirst();
    var fresh = folder.resolve("fresh");
    var page = ByteBuffer.allocate(FileHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    FileHeader.fresh(segment.base(), segment.last()).put(page);
    var bytes = new byte[(int) Files.size(segment.path)];
    page.rewind().get(bytes, 0, FileHeader.BYTES);
    Files.write(fresh, bytes);
    Folder.rename(fresh, segment.path);

    try (var reader = new Reader(opening.parts, opening.damages)) {
      reader.next(opening.head);
    }

    assertThat(opening.parts.waiting().count()).isEqualTo(3);
  }

  /// 10. A disk that does not answer holds up the lane, 2 s for each message.
  @Test
  void while_the_disk_does_not_answer_a_message_is_refused_at_once() throws Exception {
    var options = new WalOptions("test", folder, 256 << 20, 64 << 20);
    var wal = Wal.open(options, new Metrics(), System::nanoTime);
    var entered = new CountDownLatch(1);
    var answered = new CountDownLatch(1);
    wal.append(message(1), null, new Stuck(entered, answered)); // stands for a force that hangs
    wal.commit();
    entered.await();
    var nobody = new Stuck(new CountDownLatch(1), new CountDownLatch(0));
    for (var i = 0; i < 9; i++) wal.append(message(1 << 20), null, nobody);
    var begun = System.nanoTime();
    for (var i = 0; i < 3; i++) wal.append(message(100), null, nobody);
    var tookMillis = (System.nanoTime() - begun) / 1_000_000;
    answered.countDown();
    wal.close();

    assertThat(tookMillis).isLessThan(3_000);
  }

  private static Message message(int bytes) {
    return Message.of("t", null, new byte[bytes]);
  }

  private record Stuck(CountDownLatch entered, CountDownLatch left) implements Wal.Listener {
    @Override
    public void stored() {
      entered.countDown();
      try {
        left.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void notStored(Problem why) {}
  }
}
