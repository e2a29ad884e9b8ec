package dev.weir.gateway.api.groups;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a partition ended over the last while, to tell when a message came. Its owner guards it.
///
/// Where it is full, every second of the older spans goes: what is long ago is known less exactly.
final class Past {
  private static final int SPANS_MAX = 64;

  /// It was seen to end there from a moment to another.
  private record Span(long fromMillis, long toMillis, long end) {}

  private final List<Span> spans = new ArrayList<>();

  void saw(long millis, long end) {
    var last = spans.isEmpty() ? null : spans.getLast();
    if (last != null && last.end == end) {
      spans.set(spans.size() - 1, new Span(last.fromMillis, millis, end));
      return;
    }
    if (last != null && end < last.end) spans.clear(); // its topic was made anew
    spans.add(new Span(millis, millis, end));
    if (spans.size() > SPANS_MAX) thin();
  }

  private void thin() {
    var thinned = new ArrayList<Span>();
    for (var i = 0; i < spans.size(); i++) {
      if (i >= SPANS_MAX / 2 || i % 2 == 0) thinned.add(spans.get(i));
    }
    spans.clear();
    spans.addAll(thinned);
  }

  /// When about the message of this offset came, in milliseconds since 1970; null for one from
  /// before what is remembered.
  @Nullable Long came(long offset) {
    var before = before(offset);
    if (before < 0) return null;
    var was = spans.get(before);
    if (before == spans.size() - 1) return was.toMillis;
    var next = spans.get(before + 1);
    var share = (double) (offset + 1 - was.end) / (next.end - was.end);
    return was.toMillis + Math.round(share * (next.fromMillis - was.toMillis));
  }

  /// The last span in which the message was not there yet, or -1.
  private int before(long offset) {
    var i = spans.size() - 1;
    while (i >= 0 && spans.get(i).end > offset) i--;
    return i;
  }
}
