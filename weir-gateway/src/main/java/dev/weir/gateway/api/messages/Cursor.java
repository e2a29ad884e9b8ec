package dev.weir.gateway.api.messages;

import dev.weir.gateway.web.RestException;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Where a reading goes on. The client keeps it, so that nothing is kept here.
///
/// | bytes | |
/// | --- | --- |
/// | 1 | 1 where it reads back, else 0 |
/// | n | the number of partitions |
/// | n × 4 | of each: its number, `low`, `at − low`, `high − at` |
///
/// Numbers have 7 bits in a byte, lowest first, and the eighth says that more follow.
record Cursor(boolean back, List<Span> spans) {
  private static final int PARTITIONS_MAX = 20_000;
  private static final int BITS = 7;
  private static final int MORE = 1 << BITS;

  /// The part of a partition that is read as a whole, from `low` on and to before `high`.
  ///
  /// @param at what is between here and the end that it goes to is yet to be told
  record Span(int partition, long low, long at, long high) {
    boolean isSound() {
      return partition >= 0 && low >= 0 && low <= at && at <= high;
    }
  }

  String text() {
    var bytes = new ByteArrayOutputStream();
    bytes.write(back ? 1 : 0);
    write(bytes, spans.size());
    for (var span : spans) {
      write(bytes, span.partition);
      write(bytes, span.low);
      write(bytes, span.at - span.low);
      write(bytes, span.high - span.at);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  private static void write(ByteArrayOutputStream bytes, long number) {
    var rest = number;
    while (rest >= MORE) {
      bytes.write((int) (rest & (MORE - 1)) | MORE);
      rest >>>= BITS;
    }
    bytes.write((int) rest);
  }

  static Cursor of(String text) {
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      var back = bytes.get() == 1;
      var count = read(bytes);
      if (count > PARTITIONS_MAX) throw unknown();
      var spans = new ArrayList<Span>();
      for (var i = 0; i < count; i++) spans.add(span(bytes));
      if (bytes.hasRemaining()) throw unknown();
      return new Cursor(back, List.copyOf(spans));
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw unknown().because(e);
    }
  }

  private static Span span(ByteBuffer bytes) {
    var partition = (int) read(bytes);
    var low = read(bytes);
    var at = low + read(bytes);
    var span = new Span(partition, low, at, at + read(bytes));
    if (!span.isSound()) throw unknown();
    return span;
  }

  private static long read(ByteBuffer bytes) {
    var number = 0L;
    for (var shift = 0; shift < Long.SIZE - 1; shift += BITS) {
      var next = bytes.get();
      number |= (long) (next & (MORE - 1)) << shift;
      if (next >= 0) return number;
    }
    throw unknown();
  }

  private static RestException unknown() {
    return RestException.plain(
        400, "The cursor is none of this gateway's. Ask again without it, from the beginning");
  }
}
