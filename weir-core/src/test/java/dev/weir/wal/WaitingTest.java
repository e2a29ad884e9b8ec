package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WaitingTest {
  private final Waiting waiting = new Waiting();

  @Test
  void it_does_what_a_plain_set_does() {
    var seed = Long.getLong("weir.seed", System.nanoTime());
    var model = new Model(new Random(seed));

    for (var step = 0; step < 40_000; step++) {
      model.step("seed " + seed);
      assertThat(waiting.count()).as("seed %d", seed).isEqualTo(model.waits.size());
    }
  }

  /// The same in plain sets, and what is done to both.
  private final class Model {
    final TreeSet<Long> waits = new TreeSet<>();
    private final Set<Long> claimed = new HashSet<>();
    private final TreeSet<Long> acked = new TreeSet<>();
    private final Random random;
    private long head;

    Model(Random random) {
      this.random = random;
      this.head = random.nextLong(1L << 40);
    }

    void step(String seed) {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> add();
        case 3 -> ack(seed);
        case 4 -> release();
        case 5 -> claim(seed);
        case 6 -> count(seed);
        default -> compare(seed);
      }
    }

    private void add() {
      head += random.nextInt(50) == 0 ? 1 + random.nextInt(20_000) : 1;
      waiting.add(head);
      waits.add(head);
      claimed.add(head);
    }

    private void ack(String seed) {
      var sequence = some();
      var waited = waiting.ack(sequence);
      if (waited) acked.add(sequence);
      assertThat(waited).as(seed).isEqualTo(waits.remove(sequence));
    }

    private void release() {
      var sequence = some();
      waiting.release(sequence);
      claimed.remove(sequence);
    }

    private void claim(String seed) {
      var from = some();
      var free = waits.tailSet(from).stream().filter(each -> !claimed.contains(each));
      var claim = waiting.claim(from, head + 1);
      assertThat(claim).as(seed).isEqualTo(free.findFirst().orElse(-1L));
      claimed.add(claim);
    }

    private void count(String seed) {
      var first = some();
      var last = first + random.nextInt(300);
      var range = waits.subSet(first, true, last, true);
      assertThat(waiting.count(first, last)).as(seed).isEqualTo(range.size());
      if (random.nextInt(20) > 0) return;
      assertThat(waiting.forget(first, last)).as(seed).isEqualTo(range.size());
      range.clear();
    }

    private void compare(String seed) {
      if (random.nextInt(100) > 0) return;
      assertThat(all(waiting.below(head))).as(seed).isEqualTo(waits.headSet(head));
      assertThat(all(waiting.takeAcks())).as(seed).isEqualTo(acked);
      acked.clear();
    }

    private long some() {
      var near = waits.ceiling(head - random.nextInt(10_000));
      return near == null ? head : near;
    }
  }

  private static Set<Long> all(Ranges ranges) {
    var all = new TreeSet<Long>();
    for (var i = 0; i < ranges.size(); i++) {
      for (var at = ranges.first(i); at <= ranges.last(i); at++) all.add(at);
    }
    return all;
  }

  @Test
  void ranges_are_added_as_a_whole_and_once() {
    waiting.addRange(5, 20_000);
    waiting.addRange(5, 20_000);
    waiting.addRange(30_000, 30_000);

    assertThat(waiting.count()).isEqualTo(19_997);
    assertThat(waiting.firstFrom(20_001)).isEqualTo(30_000);
    assertThat(waiting.firstFrom(0)).isEqualTo(5);
    assertThat(waiting.contains(4)).isFalse();
  }

  @Test
  void neighbours_are_one_range() {
    for (var sequence = 60; sequence < 5_000; sequence++) waiting.add(sequence);
    for (var sequence = 4_200; sequence >= 100; sequence--) waiting.ack(sequence);

    var acks = waiting.takeAcks();

    assertThat(acks.size()).isEqualTo(1);
    assertThat(List.of(acks.first(0), acks.last(0))).containsExactly(100L, 4_200L);
    assertThat(waiting.hasAcks()).isFalse();
    assertThat(new ArrayList<>(all(waiting.below(101)))).hasSize(40).startsWith(60L).endsWith(99L);
  }
}
