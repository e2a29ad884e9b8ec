package dev.weir.worker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// How much is held, and of which partitions no more is to be fetched for now. Owner: the lanes'
/// lock.
///
/// Each partition has an equal share. One whose share is full is paused, but where none of its
/// lanes is ready: then it may borrow what others do not use, so that what stands behind a hot key
/// gets through, as long as two polls of others have room besides; else the hot key would be theirs
/// too. All together never hold more records than the buffer has room for.
final class Buffer {
  private static final int SHARE_MIN = 100;

  /// Highest settled offset minus committed: what a restart would have to go through again.
  private static final long SPAN_MAX = 100_000;

  private final int recordsMax;
  private final long bytesMax;

  /// The most records that one poll gives.
  private final int pollMax;

  private int held;
  private long heldBytes;
  private int share;
  private long shareBytes;

  Buffer(Plan<?, ?> plan, int pollMax) {
    this.recordsMax = plan.bufferRecords;
    this.bytesMax = plan.bufferBytes;
    this.pollMax = Math.min(pollMax, plan.bufferRecords);
    divide(1);
  }

  /// Among so many partitions.
  void divide(int partitions) {
    var parts = Math.max(1, partitions);
    share = Math.max(Math.min(SHARE_MIN, recordsMax), recordsMax / parts);
    shareBytes = bytesMax / parts;
  }

  int held() {
    return held;
  }

  long heldBytes() {
    return heldBytes;
  }

  /// Hot.
  void add(Tenure tenure, Entry entry) {
    held++;
    heldBytes += entry.bytes;
    tenure.held++;
    tenure.heldBytes += entry.bytes;
  }

  /// Hot.
  void remove(Tenure tenure, Entry entry) {
    held--;
    heldBytes -= entry.bytes;
    tenure.held--;
    tenure.heldBytes -= entry.bytes;
  }

  /// All that is held of it is forgotten.
  void remove(Tenure tenure) {
    held -= tenure.held;
    heldBytes -= tenure.heldBytes;
    tenure.held = 0;
    tenure.heldBytes = 0;
  }

  /// Whether the lane has more than half of its partition's share.
  boolean isHot(Lane lane) {
    return lane.size > share / 2;
  }

  /// What is to be paused, and what resumed.
  record Flow(List<Tenure> pause, List<Tenure> resume, int paused, int open) {}

  Flow flow(Collection<Tenure> tenures) {
    var pause = new ArrayList<Tenure>();
    var resume = new ArrayList<Tenure>();
    var paused = 0;
    for (var tenure : tenures) {
      var before = tenure.paused;
      tenure.paused = before ? !mayResume(tenure) : isFull(tenure);
      if (tenure.paused) paused++;
      if (tenure.paused && !before) pause.add(tenure);
      if (before && !tenure.paused) resume.add(tenure);
    }
    return new Flow(pause, resume, paused, tenures.size() - paused);
  }

  private boolean isFull(Tenure tenure) {
    if (!hasRoom() || spanIsFull(tenure)) return true;
    return hasShare(tenure) && !(tenure.ready.isEmpty() && mayBorrow());
  }

  private boolean hasShare(Tenure tenure) {
    return tenure.held >= share || tenure.heldBytes >= shareBytes;
  }

  /// Behind the poll that the borrower makes there is room for two more.
  private boolean mayBorrow() {
    return held + 3 * pollMax <= recordsMax && heldBytes < bytesMax / 4 * 3;
  }

  /// Hot.
  boolean mayResume(Tenure tenure) {
    if (!tenure.paused || !hasRoom() || tenure.closing || spanIsFull(tenure)) return false;
    return (tenure.held <= share / 2 && tenure.heldBytes <= shareBytes / 2)
        || (tenure.ready.isEmpty() && (!hasShare(tenure) || mayBorrow()));
  }

  private boolean hasRoom() {
    return held + pollMax <= recordsMax && heldBytes < bytesMax;
  }

  private static boolean spanIsFull(Tenure tenure) {
    return tenure.offsets.gap() > SPAN_MAX;
  }
}
