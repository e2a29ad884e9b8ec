package dev.weir.gateway.tracing;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Trace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The headers by which messages carry their trace along, into the log and to Kafka.
///
/// @param bytes of all of them
/// @param bytesMax what a message may have
record Mark(List<Header> headers, int bytes, LongSupplier bytesMax) {
  private static final int STATE_LENGTH_MAX = 512;

  static Mark of(Trace trace, @Nullable String state, LongSupplier bytesMax) {
    var headers = new ArrayList<Header>(2);
    headers.add(header(Trace.FIELD, trace.field()));
    if (state != null && !state.isBlank() && state.length() <= STATE_LENGTH_MAX) {
      headers.add(header(Trace.STATE_FIELD, state));
    }
    var bytes = 0;
    for (var header : headers) bytes += header.name().length() + length(header);
    return new Mark(List.copyOf(headers), bytes, bytesMax);
  }

  private static Header header(String name, String value) {
    return new Header(name, value.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static int length(Header header) {
    var value = header.value();
    return value == null ? 0 : value.length;
  }

  List<Message> on(List<Message> messages) {
    if (messages.size() == 1) return List.of(on(messages.getFirst()));
    var marked = new ArrayList<Message>(messages.size());
    for (var message : messages) marked.add(on(message));
    return marked;
  }

  /// One that has its own keeps it. Nor does one get any that would be too large by it.
  private Message on(Message message) {
    for (var header : message.headers()) {
      if (header.name().equals(Trace.FIELD)) return message;
    }
    if (message.sizeBytes() + bytes > bytesMax.getAsLong()) return message;
    var all = headers;
    if (!message.headers().isEmpty()) {
      all = new ArrayList<>(message.headers().size() + headers.size());
      all.addAll(message.headers());
      all.addAll(headers);
    }
    return new Message(
        message.topic(),
        message.partition(),
        message.timestamp(),
        message.key(),
        message.value(),
        all);
  }
}
