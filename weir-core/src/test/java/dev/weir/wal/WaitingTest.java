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
    var random = new Random(seed);
    var model = new TreeSet<Long>();
    var claimed = new HashSet<Long>();
    var acked = new TreeSet<Long>();
    var head = random.nextLong(1L << 40);

    for (var step = 0; step < 40_000; step++) {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> {
          head += random.nextInt(50) == 0 ? random.nextInt(20_000) : 1;
          waiting.add(head);
          model.add(head);
          claimed.add(head);
        }
        case 3 -> {
          var sequence = some(random, model, head);
          var waited = waiting.ack(sequence);
          if (waited) acked.add(sequence);
          assertThat(waited).as("seed %d", seed).isEqualTo(model.remove(sequence));
        }
        case 4 -> {
          var sequence = some(random, model, head);
          waiting.release(sequence);
          claimed.remove(sequence);
        }
        case 5 -> {
          var from = some(random, model, head);
          var claim = waiting.claim(from, head + 1);
          assertThat(claim).as("seed %d", seed).isEqualTo(firstUnclaimed(model, claimed, from));
          claimed.add(claim);
        }
        case 6 -> {
          var first = some(random, model, head);
          var last = first + random.nextInt(300);
          var range = model.subSet(first, true, last, true);
          assertThat(waiting.count(first, last)).as("seed %d", seed).isEqualTo(range.size());
          if (random.nextInt(20) > 0) continue;
          assertThat(waiting.forget(first, last)).as("seed %d", seed).isEqualTo(range.size());
          range.clear();
        }
        default -> {
          if (random.nextInt(100) > 0) continue;
          assertThat(all(waiting.below(head))).as("seed %d", seed).isEqualTo(model.headSet(head));
          assertThat(all(waiting.takeAcks())).as("seed %d", seed).isEqualTo(acked);
          acked.clear();
        }
      }
      assertThat(waiting.count()).as("seed %d", seed).isEqualTo(model.size());
    }
  }

  private static long some(Random random, TreeSet<Long> model, long head) {
    var near = model.ceiling(head - random.nextInt(10_000));
    return near == null ? head : near;
  }

  private static long firstUnclaimed(TreeSet<Long> model, Set<Long> claimed, long from) {
    return model.tailSet(from).stream()
        .filter(each -> !claimed.contains(each))
        .findFirst()
        .orElse(-1L);
  }

  private static TreeSet<Long> all(Ranges ranges) {
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
