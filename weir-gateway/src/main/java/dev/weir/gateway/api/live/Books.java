package dev.weir.gateway.api.live;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// The books of one sink, or of all of them together. Written by who makes them alone.
final class Books {
  private final Map<Book, Long> sums = new EnumMap<>(Book.class);

  void add(Book book, long messages) {
    sums.merge(book, messages, Long::sum);
  }

  void add(Books others) {
    others.sums.forEach(this::add);
  }

  boolean has(Book book) {
    return sums.containsKey(book);
  }

  long of(Book book) {
    return sums.getOrDefault(book, 0L);
  }

  private long sum(Book... books) {
    return Arrays.stream(books).mapToLong(this::of).sum();
  }

  /// What ever came in, less what is known to have become of it: 0 at any quiet moment. While
  /// messages move it is what was in mid-step while one counter was read after the other.
  long difference() {
    return sum(Book.ACCEPTED, Book.RECOVERED, Book.REQUEUED)
        - sum(Book.DELIVERED, Book.DEAD_LETTERED, Book.LOST, Book.WAITING);
  }

  /// Whether nothing was counted from one to the other.
  boolean same(Books others) {
    return sums.equals(others.sums);
  }
}
