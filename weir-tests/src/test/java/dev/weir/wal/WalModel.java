package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a log without bytes, files and faults would hold, and the laws that the real one is held
/// to.
///
/// - **Nothing is lost:** a record that was told stored is there, until it is acknowledged or its
///   bytes are damaged on purpose.
/// - **Nothing is invented:** what is read was appended, is whole, unclaimed, not acknowledged, and
///   nobody was told that the log has forgotten it.
/// - **In order:** no record that could be read is passed over.
/// - **Done is done:** a record whose acknowledgement was given time to be written never returns.
/// - **Every listener is called once**, and `waiting()` is exact.
final class WalModel {
  /// What the log said of a record.
  enum Fate {
    PENDING,
    STORED,
    REFUSED,
    /// Nothing was said, or no, before a crash; yet it outlived that, as it may.
    FOUND
  }

  /// One record; `endangered` when it was damaged, `ackLasts` when a crash must not bring it back.
  static final class Row implements Wal.Listener {
    final Sample sample;
    final long millis;
    long sequence;
    Fate fate = Fate.PENDING;
    boolean claimed = true;
    boolean acked;

    /// It returned although it was acknowledged; the acknowledgement may be found yet.
    boolean ackedBefore;

    boolean ackLasts;
    boolean ackDoubtful;
    boolean endangered;

    Row(Sample sample, long millis) {
      this.sample = sample;
      this.millis = millis;
    }

    @Override
    public void stored() {
      answered(Fate.STORED);
    }

    @Override
    public void notStored(Problem why) {
      answered(Fate.REFUSED);
    }

    private void answered(Fate answer) {
      assertThat(fate).as("what was told before of %s", this).isEqualTo(Fate.PENDING);
      fate = answer;
    }

    private boolean waits() {
      return !acked && fate != Fate.REFUSED;
    }

    private boolean mustBeReadable() {
      return waits() && fate != Fate.PENDING && !claimed && !endangered;
    }

    @Override
    public String toString() {
      return "record %d of sequence %d, %s%s%s%s"
          .formatted(
              sample.id(),
              sequence,
              fate,
              claimed ? ", claimed" : "",
              acked ? ackLasts ? ", acked for good" : ", acked" : "",
              endangered ? ", damaged" : "");
    }
  }

  private final NavigableMap<Long, Row> rows = new TreeMap<>();

  /// Rows that were gone after a crash, and of which nobody was told that they are stored: what is
  /// left of one in a file may be found after the next crash, when its sequence was given anew.
  private final Map<Long, List<Row>> ghosts = new HashMap<>();

  /// The rows that wait, and some that did.
  private final List<Row> candidates = new ArrayList<>();

  /// Whether bytes were changed since the log was opened.
  private boolean damaged;

  /// Whether they ever were. What is lost of an old file is noticed again each time that it is
  /// read.
  private boolean everDamaged;

  boolean damaged() {
    return damaged;
  }

  boolean everDamaged() {
    return everDamaged;
  }

  long waiting() {
    return rows.values().stream().filter(Row::waits).count();
  }

  List<Row> unanswered() {
    return rows.values().stream().filter(row -> row.fate == Fate.PENDING).toList();
  }

  /// A record that waits; null when there is none.
  @Nullable Row any(Random random) {
    while (!candidates.isEmpty()) {
      var index = random.nextInt(candidates.size());
      var row = candidates.get(index);
      if (row.waits()) return row;
      candidates.set(index, candidates.getLast());
      candidates.removeLast();
    }
    return null;
  }

  void appended(Row row, long sequence, long headBefore) {
    assertThat(sequence).as("the sequence beside head()").isEqualTo(headBefore);
    assertThat(rows.tailMap(sequence)).as("used before").isEmpty();
    row.sequence = sequence;
    rows.put(sequence, row);
    candidates.add(row);
  }

  void read(long position, @Nullable Entry entry, boolean diskIsWell) {
    var passed = entry == null ? rows.tailMap(position) : rows.subMap(position, entry.sequence());
    if (entry != null || diskIsWell) {
      assertThat(passed.values()).as("passed over").noneMatch(Row::mustBeReadable);
    }
    if (entry == null) return;
    assertThat(entry.sequence()).isGreaterThanOrEqualTo(position);
    var row = known(entry);
    assertThat(row.waits() && !row.claimed).as("read: %s", row).isTrue();
    row.claimed = true;
  }

  private Row known(Entry entry) {
    var row = row(entry.sequence());
    row.sample.assertIs(entry, row.millis);
    return row;
  }

  void released(long sequence) {
    row(sequence).claimed = false;
  }

  private Row row(long sequence) {
    return Objects.requireNonNull(rows.get(sequence), () -> "Nobody appended " + sequence);
  }

  /// Every acknowledgement so far was written.
  void acksLast() {
    rows.values().stream()
        .filter(row -> row.acked && !row.ackDoubtful && row.fate != Fate.REFUSED)
        .forEach(row -> row.ackLasts = true);
  }

  /// Of these the bytes were changed; nobody knows which acknowledgements were hit as well.
  void damaged(Collection<Long> ids) {
    damaged = true;
    everDamaged = true;
    for (var row : rows.values()) {
      row.ackLasts = false;
      row.ackDoubtful |= row.acked;
      row.endangered |= ids.contains(row.sample.id());
    }
  }

  /// The log was closed and opened: `entries` are all that can be read from its start.
  void reopened(List<Entry> entries, long head) {
    assertThat(entries.stream().map(Entry::sequence)).isSorted().doesNotHaveDuplicates();
    var missing = new TreeMap<>(rows);
    for (var entry : entries) {
      returned(recovered(entry));
      missing.remove(entry.sequence());
    }
    var away = missing.values().stream().filter(row -> row.fate == Fate.STORED && !row.endangered);
    var safe = away.toList();
    assertThat(safe).as("lost").allMatch(row -> row.acked || row.ackedBefore);
    if (!damaged) assertThat(safe).as("not to be used again").allMatch(row -> row.sequence < head);
    missing.values().stream()
        .filter(row -> !row.acked || row.fate == Fate.PENDING || row.sequence >= head)
        .forEach(this::forget);
    // Known from the files alone, which a disk that failed may not have kept: nobody writes it
    // again.
    rows.values().forEach(row -> row.ackDoubtful |= row.acked && !row.ackLasts);
    candidates.clear();
    candidates.addAll(rows.values());
    damaged = false;
  }

  private void forget(Row row) {
    rows.remove(row.sequence);
    if (row.fate != Fate.STORED) {
      ghosts.computeIfAbsent(row.sequence, _ -> new ArrayList<>()).add(row);
    }
  }

  private Row recovered(Entry entry) {
    var topic = entry.message().topic();
    var row = rows.get(entry.sequence());
    if (row == null || row.fate == Fate.PENDING || row.fate == Fate.REFUSED) {
      for (var ghost : ghosts.getOrDefault(entry.sequence(), List.of())) {
        if (ghost.sample.message().topic().equals(topic)) rows.put(entry.sequence(), ghost);
      }
    }
    return known(entry);
  }

  private static void returned(Row row) {
    assertThat(row.ackLasts).as("returned: %s", row).isFalse();
    if (row.fate != Fate.STORED) row.fate = Fate.FOUND;
    row.ackedBefore |= row.acked;
    row.acked = false;
    row.ackDoubtful = false;
    row.endangered = false;
    row.claimed = true;
  }
}
