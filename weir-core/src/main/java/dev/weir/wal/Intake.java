package dev.weir.wal;

import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Problem;
import org.jspecify.annotations.Nullable;

/// Where messages wait to be written: one group fills while the other is on its way to the disk.
///
/// Any thread; its monitor is held for as long as a message is copied.
final class Intake {
  private final Limits limits;
  private final Waiting waiting;
  private final Clock clock;
  private Group filling = new Group();
  private Group other = new Group();
  private long head;
  private int onItsWay;

  /// What fills the group, for those who only look.
  private volatile int bytes;

  Intake(Parts parts, long head) {
    this.limits = parts.limits();
    this.waiting = parts.waiting();
    this.clock = parts.clock();
    this.head = head;
  }

  /// Hot. Returns the sequence, or -1 when there is not so much room.
  synchronized long add(
      Message message, @Nullable Problem reason, Wal.Listener listener, long roomBytes) {
    var bytesMax = Group.bytesMax(message, reason);
    var pending = limits.inFiles(filling.bytes() + onItsWay + bytesMax);
    if (pending > roomBytes) return Wal.NOT_APPENDED;
    if (filling.bytes() + bytesMax > Frame.BYTES_MAX) return Wal.NOT_APPENDED;
    var time = message.timestamp() == Message.NOW ? clock.millis() : message.timestamp();
    filling.add(new Entry(head, message, reason), bytesMax, time, listener);
    waiting.add(head);
    bytes = filling.bytes();
    return head++;
  }

  /// Whether there is so much room for all of these together.
  synchronized boolean fits(Iterable<Message> messages, long roomBytes) {
    long bytesMax = 0;
    for (var message : messages) bytesMax += Group.bytesMax(message, null);
    return limits.inFiles(filling.bytes() + onItsWay + bytesMax) <= roomBytes;
  }

  /// The group that filled so far; the one before must be empty again.
  synchronized Group take() {
    var taken = filling;
    filling = other;
    other = taken;
    onItsWay = taken.bytes();
    bytes = 0;
    taken.head(head);
    return taken;
  }

  /// What was taken is in the files now, or nowhere.
  synchronized void settled() {
    onItsWay = 0;
  }

  /// Leaves out a sequence, so that a file can begin there whatever the one before is called.
  synchronized long skip() {
    return ++head;
  }

  /// What is in memory and will be in the files.
  synchronized long pendingBytes() {
    return limits.inFiles(filling.bytes() + onItsWay);
  }

  /// Hot.
  int bytes() {
    return bytes;
  }

  synchronized long head() {
    return head;
  }
}
