package dev.weir.gateway.api.messages;

import dev.weir.gateway.api.messages.Cursor.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// One partition of a [Scan], which is read in windows, forth or back.
///
/// ```
/// forth   low ── told ── found ── at ═══ window ═══> ─────── high
/// back    low ─────── <═══ window ═══ at ── found ── told ── high
/// ```
///
/// What a window had counts once all of it was read. One thread.
final class Strand {
  /// A window with less than this is followed by a larger one, and one with more by a smaller one.
  private static final int FEW = 5_000;

  private static final int MANY = 20_000;
  private static final int LARGER = 4;
  private static final int MUCH_SMALLER = 16;

  private final TopicPartition partition;
  private final boolean back;
  private final Span span;
  private final long bytesMax;
  private final Deque<ReadMessage> found = new ArrayDeque<>();

  /// Between here and the end that the scan goes to, nothing was read yet.
  private long at;

  /// The time of what was read last.
  private long frontier;

  /// How many offsets the next window has.
  private long size;

  /// The window that is being read: its bounds, and what was found in it.
  private long from;

  private long to;
  private List<ReadMessage> gathered = new ArrayList<>();
  private int count;
  private long bytes;
  private long edge;

  /// @param size of the first window
  /// @param bytesMax what a window should have at most
  Strand(TopicPartition partition, boolean back, Span span, long size, long bytesMax) {
    this.partition = partition;
    this.back = back;
    this.span = span;
    this.size = size;
    this.bytesMax = bytesMax;
    this.at = span.at();
    this.frontier = back ? Long.MAX_VALUE : Long.MIN_VALUE;
  }

  TopicPartition partition() {
    return partition;
  }

  /// Whether all was read.
  boolean isRead() {
    return back ? at <= span.low() : at >= span.high();
  }

  /// What is to be told next, as far as this partition is concerned.
  @Nullable ReadMessage next() {
    return found.peek();
  }

  ReadMessage take() {
    return found.remove();
  }

  /// Whether something before this time may still be found here.
  boolean isBehind(@Nullable ReadMessage next) {
    if (isRead() || !found.isEmpty()) return false;
    return next == null || (back ? frontier > next.time() : frontier < next.time());
  }

  /// Begins a window, and tells where it begins.
  long begin() {
    from = back ? Math.max(span.low(), at - size) : at;
    to = back ? at : Math.min(span.high(), at + size);
    gathered = new ArrayList<>();
    count = 0;
    bytes = 0;
    edge = frontier;
    return from;
  }

  /// Takes what was read; further messages than those of the window count only on the way forth.
  /// Hot.
  long received(ConsumerRecord<byte[], byte[]> kafka, Decoding decoding, Search search) {
    var offset = kafka.offset();
    if (offset < from || offset >= (back ? to : span.high())) return 0;
    var message = new ReadMessage(kafka, decoding);
    if (!back || count == 0) edge = kafka.timestamp();
    count++;
    bytes += message.bytes();
    if (search.finds(message)) gathered.add(message);
    return message.bytes();
  }

  /// Whether the window was read as a whole, when the consumer is here.
  boolean isOver(long position) {
    return position >= to;
  }

  /// The window was read, or on the way forth a part of it.
  void accept(long position) {
    if (back) gathered.reversed().forEach(found::add);
    else found.addAll(gathered);
    at = back ? from : Math.min(position, span.high());
    frontier = edge;
    if (count > MANY || bytes > bytesMax) size = Math.max(1, size / 2);
    else if (count < FEW && bytes < bytesMax / LARGER) size *= LARGER;
    gathered = new ArrayList<>();
  }

  /// The window was not read to its end. Answers whether it was for something.
  boolean breakOff(long position) {
    if (!back && position > at) {
      accept(position);
      return true;
    }
    gathered = new ArrayList<>();
    size = Math.max(1, size / MUCH_SMALLER);
    return false;
  }

  /// The span with what is yet to be told.
  Span rest() {
    var first = found.peek();
    var offset = first == null ? at : first.kafka().offset() + (back ? 1 : 0);
    return new Span(span.partition(), span.low(), offset, span.high());
  }

  /// How many offsets were looked at up to what was told last, also before this request.
  long scanned() {
    var told = rest().at();
    return back ? span.high() - told : told - span.low();
  }

  long of() {
    return span.high() - span.low();
  }
}
