package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class WorkerTaskTest {
  private final WorkerRow row = WorkerRow.of("0ms/10/1", 1).with(3);
  private final WorkerTask task = new WorkerTask(row, 3, new CountDownLatch(0));

  @Test
  void it_ends_with_the_last_different_record() throws InterruptedException {
    process(0, 0);
    process(1, 1);
    process(1, 1);
    assertThat(task.awaitEnd(0)).isFalse();

    process(2, 2);

    assertThat(task.awaitEnd(0)).isTrue();
    assertThat(task.result(0).repeated()).isEqualTo(1);
    assertThat(task.result(0).disordered()).isZero();
  }

  @Test
  void a_record_behind_a_later_one_of_its_key_is_noticed() throws InterruptedException {
    process(1, 4);
    process(0, 4);
    process(2, 4);

    assertThat(task.result(0).disordered()).isEqualTo(1);
  }

  @Test
  void records_of_the_hot_key_do_not_count() throws InterruptedException {
    process(-1, 10);

    assertThat(task.started()).isEqualTo(1);
    assertThat(task.ended()).isZero();
  }

  private void process(int number, int key) throws InterruptedException {
    var value = ByteBuffer.allocate(512).putInt(number).putInt(key).putLong(System.nanoTime());
    task.process(value.array());
  }
}
