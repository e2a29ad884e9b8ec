package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Random operations on [Offsets] and on a model that is too simple to be wrong; `-Dweir.seed=…` is
/// the same run again.
@Timeout(120)
final class OffsetsModelTest {
  private static final int OPERATIONS = 1_000_000;
  private static final int UNSETTLED_MAX = 300;

  private final long seed = Long.getLong("weir.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  /// What is in the log from the last commit on, as far as anybody read it.
  private final TreeSet<Long> log = new TreeSet<>();

  /// What is read is below it, and so are markers.
  private long logEnd;

  private Offsets offsets = Offsets.from(-1, "");

  /// Of this tenure.
  private final TreeSet<Long> unsettled = new TreeSet<>();

  private final TreeSet<Long> settled = new TreeSet<>();

  /// What the commit says that this tenure began with.
  private NavigableSet<Long> before = new TreeSet<>();

  private final List<Long> open = new ArrayList<>();
  private final Map<Long, Long> slots = new HashMap<>();
  private long position = -1;
  private long highestSettled = -1;

  /// What the last commit says.
  private long committed = -1;

  private String metadata = "";
  private NavigableSet<Long> named = new TreeSet<>();

  @Test
  void s61_a_million_random_operations_are_as_in_the_model() {
    System.out.println("weir.seed=" + seed);
    for (var i = 0; i < OPERATIONS; i++) {
      step(random.nextInt(1_000));
      check(i);
    }
  }

  private void step(int dice) {
    if (dice < 480 && open.size() < UNSETTLED_MAX) {
      add();
    } else if (dice < 980) {
      if (!open.isEmpty()) settle();
    } else if (dice < 990) {
      pass();
    } else if (dice < 998) {
      commit(random.nextInt(4) == 0 ? random.nextInt(60) : 4_096);
    } else {
      assign();
    }
  }

  private void add() {
    var known = log.ceiling(Math.max(position, 0));
    var hole = random.nextInt(10) == 0 ? random.nextInt(50) : 0;
    var offset = known == null ? logEnd + hole : known;
    log.add(offset);
    logEnd = Math.max(logEnd, offset + 1);

    var slot = offsets.add(offset);

    assertThat(slot < 0)
        .as("seed %s: %s is settled", seed, offset)
        .isEqualTo(before.contains(offset));
    if (slot < 0) {
      settled.add(offset);
      highestSettled = offset;
    } else {
      unsettled.add(offset);
      open.add(offset);
      slots.put(offset, slot);
    }
    position = offset + 1;
  }

  private void settle() {
    var last = open.size() - 1;
    var which = random.nextInt(3) == 0 ? last : random.nextInt(open.size());
    if (which == 0 && random.nextInt(4) > 0) return; // so that one is held for long
    var offset = open.get(which);
    open.set(which, open.get(last));
    open.remove(last);

    offsets.settle(Objects.requireNonNull(slots.remove(offset)));

    unsettled.remove(offset);
    settled.add(offset);
    highestSettled = Math.max(highestSettled, offset);
  }

  /// Markers, where nobody has read a record yet.
  private void pass() {
    if (log.ceiling(position) != null) return;
    logEnd += random.nextInt(5);
    position = logEnd;
    offsets.passed(position);
  }

  private void commit(int charactersMax) {
    if (committable() < 0) return;
    var above = new TreeSet<>(settled.tailSet(committable()));
    above.addAll(before.tailSet(position));

    committed = offsets.committable();
    metadata = offsets.metadata(charactersMax);

    assertThat(metadata).hasSizeLessThanOrEqualTo(charactersMax);
    named = told(above);
    if (charactersMax == 4_096) assertThat(named).as("seed %s", seed).isEqualTo(above);
  }

  /// What a reader of the commit takes for settled: the lowest ones of those that are.
  private NavigableSet<Long> told(NavigableSet<Long> above) {
    var reader = Offsets.from(committed, metadata);
    assertThat(reader.foreign()).as("seed %s: %s", seed, metadata).isFalse();
    var told = new TreeSet<Long>();
    for (var offset : log.tailSet(committed)) if (reader.add(offset) < 0) told.add(offset);
    var prefix = told.isEmpty() ? told : above.headSet(told.last(), true);
    assertThat(told).as("seed %s: %s", seed, metadata).isEqualTo(prefix);
    return told;
  }

  /// The partition goes and comes again: what the commit does not say is as if it had not been.
  private void assign() {
    if (random.nextInt(3) > 0) commit(4_096);
    offsets = Offsets.from(committed, metadata);
    unsettled.clear();
    settled.clear();
    open.clear();
    slots.clear();
    position = committed;
    highestSettled = -1;
    before = named;
    log.headSet(Math.max(committed, 0)).clear();
  }

  private void check(int operation) {
    var as = "seed %d, operation %d".formatted(seed, operation);
    same(offsets.committable(), committable(), as);
    same(offsets.unsettled(), unsettled.size(), as);
    same(offsets.highestSettled(), highestSettled, as);
    same(offsets.gap(), Math.max(highestSettled - committable(), 0), as);
  }

  /// Four million times, so not with words that are made each time.
  private static void same(long found, long expected, String as) {
    if (found != expected) assertThat(found).as(as).isEqualTo(expected);
  }

  private long committable() {
    return unsettled.isEmpty() ? position : unsettled.first();
  }
}
