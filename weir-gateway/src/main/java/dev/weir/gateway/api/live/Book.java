package dev.weir.gateway.api.live;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is counted of each sink's messages.
enum Book {
  ACCEPTED("weir_messages_accepted"),
  RECOVERED("weir_messages_recovered"),
  REQUEUED("weir_messages_requeued"),
  DELIVERED("weir_messages_delivered"),
  DEAD_LETTERED("weir_messages_dead_lettered"),
  LOST("weir_messages_lost"),
  WAITING("weir_messages_waiting"),
  STORED("weir_wal_messages_appended");

  static final Map<String, Book> BY_METRIC =
      Stream.of(values()).collect(Collectors.toMap(book -> book.metric, book -> book));

  private final String metric;

  Book(String metric) {
    this.metric = metric;
  }
}
