package dev.weir.worker;

import java.util.Objects;

/// What is settled of one partition, from its assignment on.
///
/// Records have slots: a ring from the lowest unsettled one to the last that came, so that a record
/// costs no object, and finding the lowest unsettled one no search. Offsets may have holes, where a
/// log was compacted and where transactions have their markers; no slot, so no care.
///
/// What the commit's [map][OffsetMap] names and has not come yet stays named in the next one.
///
/// Owner: whoever holds the engine's lock.
final class Offsets {
  private static final int SLOTS_MIN = 64;

  /// From the lowest unsettled slot on; those settled are the complement of their offset.
  private long[] ring = new long[SLOTS_MIN];

  /// The lowest unsettled slot; [#tail] where there is none.
  private long head;

  private long tail;
  private int unsettled;
  private long highestSettled = -1;

  /// The offset behind all that came; -1 where nothing is known.
  private long position;

  private boolean begun;

  /// What is settled at and above [#position].
  private OffsetMap map;

  private final boolean foreign;

  /// What [#metadata] said, while nothing has changed since.
  private String metadata = "";

  private int metadataMax = -1;
  private boolean whole = true;

  private Offsets(long position, OffsetMap map, boolean foreign) {
    this.position = position;
    this.map = map;
    this.foreign = foreign;
  }

  /// @param committed the next offset by the group's commit; -1 where there is none
  /// @param metadata that of the commit; what is not ours is ignored
  static Offsets from(long committed, String metadata) {
    var map = OffsetMap.read(committed, metadata);
    return new Offsets(committed, Objects.requireNonNullElseGet(map, OffsetMap::none), map == null);
  }

  /// There was metadata that is not understood: of another library, of a later version, or of
  /// another offset.
  boolean foreign() {
    return foreign;
  }

  /// Hot. A record came.
  ///
  /// @return its slot, or -1 if it was settled before the assignment and is not to be processed
  long add(long offset) {
    begin(offset);
    var settled = map.settled(offset);
    if (settled) highestSettled = offset;
    if (settled || head == tail) metadataMax = -1;
    position = offset + 1;
    if (settled && head == tail) return -1;
    if (tail - head == ring.length) resize(2 * ring.length);
    ring[index(tail)] = settled ? ~offset : offset;
    if (settled) {
      tail++;
      return -1;
    }
    unsettled++;
    return tail++;
  }

  private void begin(long offset) {
    if (offset < position) {
      if (begun) {
        throw new IllegalArgumentException(
            "Offset %,d came behind %,d".formatted(offset, position - 1));
      }
      map = OffsetMap.none(); // the log was cut or made anew below the commit; it is another one
    }
    begun = true;
  }

  /// Hot. Whether a record of that offset is one of another log: what came before was cut off.
  boolean isBehind(long offset) {
    return begun && offset < position;
  }

  /// Hot. In any order.
  ///
  /// @throws IllegalStateException if it was settled before
  void settle(long slot) {
    if (slot < head || slot >= tail || ring[index(slot)] < 0) {
      throw new IllegalStateException("Slot %,d was settled before, or never was".formatted(slot));
    }
    var offset = ring[index(slot)];
    ring[index(slot)] = ~offset;
    highestSettled = Math.max(highestSettled, offset);
    unsettled--;
    metadataMax = -1;
    if (slot == head) advance();
  }

  private void advance() {
    while (head < tail && ring[index(head)] < 0) head++;
    // It grows at all, shrinks at an eighth: between the two there is time to pay for it.
    if (ring.length > SLOTS_MIN && tail - head < ring.length / 8) resize(ring.length / 4);
  }

  private void resize(int slots) {
    var next = new long[Math.max(slots, SLOTS_MIN)];
    for (var slot = head; slot < tail; slot++) {
      next[(int) slot & (next.length - 1)] = ring[index(slot)];
    }
    ring = next;
  }

  /// Hot. The consumer has given all below that position: what it passed over is no record.
  void passed(long position) {
    if (position <= this.position) return;
    begun = true;
    this.position = position;
    metadataMax = -1;
  }

  /// The lowest unsettled offset, or else the next position; -1 where nothing is known yet.
  long committable() {
    return head < tail ? ring[index(head)] : position;
  }

  /// Says which offsets above [#committable()] are settled; of those, as many from the lowest one
  /// on as fit.
  ///
  /// @return "" where there are none
  String metadata(int charactersMax) {
    if (metadataMax != charactersMax) {
      metadata = written(charactersMax);
      metadataMax = charactersMax;
    }
    return metadata;
  }

  private String written(int charactersMax) {
    whole = true;
    if (position < 0) return "";
    var writer = new OffsetMapWriter(committable());
    for (var slot = head; slot < tail; slot++) {
      var first = ring[index(slot)];
      if (first >= 0) continue;
      // Holes in a run of settled ones never come: they are settled too, and the run is one.
      while (slot + 1 < tail && ring[index(slot + 1)] < 0) slot++;
      writer.settled(~first, slot + 1 < tail ? ~ring[index(slot)] + 1 : position);
    }
    map.write(position, writer);
    var text = writer.text(charactersMax);
    whole = writer.isWhole();
    return text;
  }

  /// Whether the last [#metadata] said all of it.
  boolean isWhole() {
    return whole;
  }

  /// Of those that came; -1 where there is none.
  long highestSettled() {
    return highestSettled;
  }

  /// How far [#highestSettled()] is above [#committable()].
  long gap() {
    return Math.max(highestSettled - committable(), 0);
  }

  int unsettled() {
    return unsettled;
  }

  private int index(long slot) {
    return (int) slot & (ring.length - 1);
  }
}
