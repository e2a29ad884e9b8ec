package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The set of what waits, beside a plain set.
@Timeout(30)
final class WaitingTest {
  private final Waiting waiting = new Waiting();
  private final TreeSet<Long> model = new TreeSet<>();
  private final Random random = new Random(Long.getLong("weir.seed", System.nanoTime()));

  @Test
  void it_holds_what_a_set_would_hold_whatever_is_added_and_taken() {
    var head = 0L;
    for (var i = 0; i < 20_000; i++) {
      head += random.nextInt(1_000) == 0 ? random.nextInt(20_000) : 1;
      waiting.add(head);
      model.add(head);
      acknowledge(head - random.nextInt(9_000));
      if (random.nextInt(500) == 0) forget(head);
      if (random.nextInt(300) == 0) waiting.takeAcks();
      if (random.nextInt(100) == 0) compare(head);
    }
  }

  private void acknowledge(long sequence) {
    assertThat(waiting.contains(sequence)).isEqualTo(model.contains(sequence));
    waiting.release(sequence);
    assertThat(waiting.ack(sequence)).isEqualTo(model.remove(sequence));
  }

  private void forget(long head) {
    var first = head - random.nextInt(12_000);
    var last = first + random.nextInt(9_000);
    if (first < 0) return;

    var expected = model.subSet(first, true, last, true).size();

    assertThat(waiting.forget(first, last)).isEqualTo(expected);
    model.subSet(first, true, last, true).clear();
  }

  private void compare(long head) {
    var from = Math.max(0, head - random.nextInt(30_000));
    var to = from + random.nextInt(20_000);
    var first = model.ceiling(from);

    assertThat(waiting.count()).isEqualTo(model.size());
    assertThat(waiting.count(from, to)).isEqualTo(model.subSet(from, true, to, true).size());
    assertThat(waiting.firstFrom(from)).isEqualTo(first == null ? -1 : first);
    assertThat(waiting.below(to).sum()).isEqualTo(model.headSet(to, false).size());
  }
}
