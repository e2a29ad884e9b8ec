package dev.weir.gateway.frames;

import dev.weir.delivery.Budget;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The room for what clients have written and the delivery has not got yet: unfinished frames, and
/// whole ones for which it has no room. It is a part of `limits.memory`.
///
/// A quarter at most, for it is held by clients that may never go on: with the gRPC streams'
/// quarter beside it, half is left to messages that were taken in, whose room always comes back.
///
/// Many half-read frames may fill the part so that none of them can be finished. Then one
/// connection at a time is *favoured*: it takes what its frame wants beyond the part, finishes it,
/// and so frees what it held. Closing those that wait would do as well, but would lose frames of
/// clients that do nothing wrong. What is closed is a connection that holds room and brings nothing
/// for a while ([#patience]) in which another found none: while there is room for all, a client may
/// take its time. Any thread.
final class FrameRoom {
  /// What every connection may keep for nothing, so that ordinary traffic does no counting.
  static final int FREE_BYTES = 4 << 10;

  private static final int PART = 4;

  private final Budget whole;
  private final Budget part;
  private final Duration patience;
  private final AtomicReference<@Nullable Hold> favoured = new AtomicReference<>();
  private final AtomicLong refusals = new AtomicLong();

  FrameRoom(Budget whole, Duration patience) {
    this.whole = whole;
    this.part = new Budget(whole.limitBytes() / PART);
    this.patience = patience;
  }

  Duration patience() {
    return patience;
  }

  /// How often the part had no room. What it is says nothing; that it has grown does.
  long refusals() {
    return refusals.get();
  }

  /// Whether the delivery would take so many bytes now, as far as one can tell without asking.
  boolean leaves(long bytes) {
    return whole.usedBytes() + bytes <= whole.limitBytes();
  }

  Hold hold() {
    return new Hold();
  }

  private boolean take(long bytes) {
    if (!part.take(bytes)) {
      refusals.incrementAndGet();
      return false;
    }
    if (takeOfWhole(bytes)) return true;
    part.giveBack(bytes);
    return false;
  }

  /// Looks first: many that try again and again must not make others miss what there is.
  private boolean takeOfWhole(long bytes) {
    return leaves(bytes) && whole.take(bytes);
  }

  /// What one connection has of it. Owned by the connection's event loop.
  final class Hold {
    private long heldBytes;

    /// Taken of the whole and not of the part, as only the favoured one may.
    private long beyondBytes;

    private Hold() {}

    boolean isEmpty() {
      return heldBytes + beyondBytes == 0;
    }

    /// Makes it as much as is kept; where there is no room for more, it stays as it is. Hot.
    boolean resize(long keptBytes) {
      var wanted = keptBytes > FREE_BYTES ? keptBytes : 0;
      if (wanted < heldBytes + beyondBytes) shrink(wanted);
      return wanted == heldBytes + beyondBytes || grow(wanted - heldBytes - beyondBytes);
    }

    /// The same for one that has waited: it becomes the favoured one if there is none.
    boolean insist(long keptBytes) {
      if (resize(keptBytes)) return true;
      return favoured.compareAndSet(null, this) && resize(keptBytes);
    }

    void release() {
      shrink(0);
    }

    /// Less is kept, so a frame is done, and it is another's turn to be favoured. What is left of
    /// the next frame has to find room like everybody's.
    private void shrink(long wanted) {
      whole.giveBack(beyondBytes);
      beyondBytes = 0;
      favoured.compareAndSet(this, null);
      var lessBytes = Math.max(0, heldBytes - wanted);
      part.giveBack(lessBytes);
      whole.giveBack(lessBytes);
      heldBytes -= lessBytes;
    }

    private boolean grow(long moreBytes) {
      if (take(moreBytes)) {
        heldBytes += moreBytes;
        return true;
      }
      if (favoured.get() != this || !takeOfWhole(moreBytes)) return false;
      beyondBytes += moreBytes;
      return true;
    }
  }
}
