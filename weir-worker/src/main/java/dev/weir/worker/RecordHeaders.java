package dev.weir.worker;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// The headers of Kafka's records.
final class RecordHeaders {
  private RecordHeaders() {}

  /// Those of a record but for those whose names begin so; in order.
  static Headers of(ConsumerRecord<?, ?> record, String prefix) {
    var all = new ArrayList<Headers.Header>();
    for (var header : record.headers()) {
      if (!header.key().startsWith(prefix)) {
        all.add(new Headers.Header(header.key(), header.value()));
      }
    }
    return new Headers(all);
  }

  static List<Header> kafka(Headers headers) {
    var all = new ArrayList<Header>();
    for (var header : headers) all.add(new RecordHeader(header.name(), header.value()));
    return all;
  }

  static @Nullable String text(org.apache.kafka.common.header.Headers headers, String name) {
    var header = headers.lastHeader(name);
    return header == null ? null : new Headers.Header(name, header.value()).text();
  }

  /// Null where it is none.
  static @Nullable Long number(org.apache.kafka.common.header.Headers headers, String name) {
    var text = text(headers, name);
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null; // somebody else's
    }
  }
}
