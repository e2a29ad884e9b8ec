package dev.weir.wal;

import dev.weir.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives out what waits, in order. The owner's thread.
///
/// A message whose bytes are damaged is lost and passed over. One that the disk does not read is
/// not lost: it is tried again every second, and passed over for this run after some tries.
final class Reader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Reader.class);
  private static final long RETRY_NANOS = 1_000_000_000;
  private static final int TRIES = 5;

  private final Segments segments;
  private final Waiting waiting;
  private final Damages damages;
  private final Clock clock;
  private final MessageCodec codec = new MessageCodec();
  private @Nullable Place place;

  /// Goes from file to file.
  private ByteBuffer buffer = Window.noBuffer();

  private long position;
  private int failures;
  private long failedNanos;

  Reader(Parts parts, Damages damages) {
    this.segments = parts.segments();
    this.waiting = parts.waiting();
    this.clock = parts.clock();
    this.damages = damages;
  }

  long position() {
    return position;
  }

  void seek(long sequence) {
    position = sequence;
    failures = 0;
  }

  /// Hot. The next one below `below` that nobody claimed.
  @Nullable Entry next(long below) {
    if (failures > 0 && clock.nanos() - failedNanos < RETRY_NANOS) return null;
    while (true) {
      var sequence = waiting.claim(position, below);
      if (sequence < 0) {
        position = Math.max(position, below); // nothing below waits for anybody
        return null;
      }
      position = sequence + 1;
      try {
        var entry = read(sequence, failures >= TRIES);
        failures = 0;
        if (entry != null) return entry;
      } catch (IOException e) {
        unreadable(sequence, e);
        return null;
      }
    }
  }

  private void unreadable(long sequence, IOException e) {
    if (failures == 0) log.warn("The log cannot be read; it is tried again: {}", e.toString());
    waiting.release(sequence);
    position = sequence;
    failures++;
    failedNanos = clock.nanos();
    close();
  }

  private @Nullable Entry read(long sequence, boolean passOver) throws IOException {
    while (true) {
      var segment = segments.find(sequence);
      if (segment == null || segment.last() < sequence) {
        lose(sequence, sequence);
        return null;
      }
      try {
        var entry = read(sequence, at(segment, passOver), passOver);
        if (entry != null || !isReplaced(segment)) return entry;
      } catch (NoSuchFileException e) {
        if (!isReplaced(segment)) throw e;
      }
    }
  }

  /// Whether another file took its place amid a read, which then has nothing to say.
  private boolean isReplaced(Segment segment) {
    return !segments.contains(segment);
  }

  private Place at(Segment segment, boolean passOver) throws IOException {
    if (place != null && place.segment == segment) return place;
    close();
    var opened = Place.in(segment, buffer, passOver);
    place = opened;
    return opened;
  }

  private @Nullable Entry read(long sequence, Place at, boolean passOver) throws IOException {
    at.goBefore(sequence);
    at.frames.passOverUnreadable(passOver);
    var entry = read(sequence, at);
    at.frames.passOverUnreadable(false);
    return entry;
  }

  private @Nullable Entry read(long sequence, Place at) throws IOException {
    while (true) {
      switch (at.step()) {
        case FRAME -> {
          if (!at.frames.carriesMessage() || at.frames.sequence() < sequence) continue;
          if (at.frames.sequence() == sequence) return entry(at, sequence);
          at.stay();
          absent(sequence, at.frames.sequence() - 1, at);
          return null;
        }
        case DAMAGE -> damaged(sequence, at, at.frames.next());
        case END -> {
          damaged(sequence, at, at.segment.end());
          absent(sequence, at.segment.last(), at);
          return null;
        }
      }
    }
  }

  private @Nullable Entry entry(Place at, long sequence) throws IOException {
    var frames = at.frames;
    try {
      if (frames.intact()) return codec.get(frames.payload(), sequence, frames.type());
    } catch (RuntimeException e) {
      log.debug("The bytes of message {} are good and make no sense", sequence, e);
    }
    damaged(sequence, at, frames.next());
    absent(sequence, sequence, at);
    return null;
  }

  /// Not so when the message was acknowledged meanwhile: its file may be in use for others then.
  private void damaged(long sequence, Place at, long to) {
    var from = at.frames.offset();
    if (from >= to || !waiting.contains(sequence)) return;
    if (at.frames.passedOver() || isReplaced(at.segment)) return;
    damages.found(new Damage(at.segment.path, from, to, sequence, sequence));
  }

  /// Messages that should have been where the reader is.
  private void absent(long first, long last, Place at) {
    if (isReplaced(at.segment)) return;
    if (at.frames.passedOver()) {
      log.warn("Messages {} to {} of {} cannot be read now", first, last, at.segment);
      while (waiting.claim(first, last + 1) >= 0) position = last + 1;
    } else {
      lose(first, last);
    }
  }

  private void lose(long first, long last) {
    var lost = new Ranges();
    for (var at = waiting.firstFrom(first); at >= 0 && at <= last; at = waiting.firstFrom(at + 1)) {
      if (waiting.ack(at)) lost.add(at, at);
    }
    damages.lost(lost);
  }

  @Override
  public void close() {
    if (place == null) return;
    buffer = place.frames.buffer();
    place.close();
    place = null;
  }
}
