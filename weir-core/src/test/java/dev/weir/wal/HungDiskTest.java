package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Eventually;
import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.metrics.Metrics;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A turn of the log's thread does not end: here somebody who is told does not return.
@Timeout(60)
final class HungDiskTest {
  private static final int GATHERED = 9;
  private static final int APPENDED = 20;

  @TempDir private Path folder;
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch left = new CountDownLatch(1);
  private Wal wal;

  @BeforeEach
  void hang() throws InterruptedException {
    var options = new WalOptions("test", folder, 256 << 20, 64 << 20);
    wal = Wal.open(options, new Metrics(), System::nanoTime);
    wal.append(message(1), null, new Stuck(entered, left));
    wal.commit();
    assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
    var nobody = new Stuck(new CountDownLatch(1), new CountDownLatch(0));
    for (var i = 0; i < GATHERED; i++) wal.append(message(1 << 20), null, nobody);
  }

  @AfterEach
  void end() {
    left.countDown();
    wal.close();
  }

  @Test
  void a_message_waits_for_the_disk_once_and_the_next_are_refused_at_once() {
    var begun = System.nanoTime();
    for (var i = 0; i < APPENDED; i++) appended();
    var tookNanos = System.nanoTime() - begun;

    assertThat(tookNanos).as("2 s each were 40").isLessThan(TimeUnit.SECONDS.toNanos(20));
    assertThat(wal.trouble()).extracting(Problem::code).isEqualTo(Problem.Code.WAL_FAILED);
  }

  @Test
  void messages_are_taken_again_once_the_disk_has_answered() {
    var whileStuck = appended();

    left.countDown();
    Eventually.holds("it takes messages", () -> wal.accepting() && appended() >= 0);

    assertThat(whileStuck).isEqualTo(Wal.NOT_APPENDED);
  }

  private long appended() {
    return wal.append(message(100), null, new Stuck(new CountDownLatch(1), new CountDownLatch(0)));
  }

  private static Message message(int bytes) {
    return Message.of("t", null, new byte[bytes]);
  }

  private record Stuck(CountDownLatch entered, CountDownLatch left) implements Wal.Listener {
    @Override
    public void stored() {
      entered.countDown();
      try {
        var _ = left.await(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void notStored(Problem why) {}
  }
}
