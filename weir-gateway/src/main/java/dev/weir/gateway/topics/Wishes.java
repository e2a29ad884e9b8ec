package dev.weir.gateway.topics;

import dev.weir.Acks;
import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.gateway.net.Head;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a request asks for beside its body. The ambassador knew none of it. Pure.
///
/// | in the query | in a header | meaning |
/// |---|---|---|
/// | `key` | `X-Kafka-Key`, or `X-Kafka-Key-Base64` | the key |
/// | `partition` | | from 0 |
/// | `timestamp` | | milliseconds since 1970 |
/// | `acks` | | how safe the message must be: a level |
/// | `sync` | | the same as `acks=kafka` |
/// | | `X-Kafka-Header-NAME` | a header, its value in base64 |
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Wishes(
    int partition, long timestamp, byte @Nullable [] key, List<Header> headers, Acks acks) {
  private static final String KEY = "X-Kafka-Key";
  private static final String KEY_BASE64 = "X-Kafka-Key-Base64";
  private static final String HEADER = "X-Kafka-Header-";

  /// Some of it cannot be.
  static final class WishException extends Exception {
    private static final long serialVersionUID = 1;

    WishException(String why) {
      super(why);
    }

    /// An expected ending of reading, so without a stack trace.
    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }

    Problem problem() {
      return new Problem(
          Problem.Code.INVALID_MESSAGE,
          "The request was refused",
          String.valueOf(getMessage()),
          "Correct it and send it again");
    }
  }

  static Wishes of(Head head, Way way) throws WishException {
    var query = query(head);
    return new Wishes(
        (int) number(query, "partition", way.unchosen(), Integer.MAX_VALUE),
        number(query, "timestamp", Message.NOW, Long.MAX_VALUE),
        key(head, query),
        headers(head),
        acks(query, way));
  }

  /// How safe the messages of a request must be.
  static Acks acks(Head head, Way way) throws WishException {
    return acks(query(head), way);
  }

  Message message(String topic, byte[] value) {
    return new Message(topic, partition, timestamp, key, value, headers);
  }

  private static Query query(Head head) throws WishException {
    try {
      return Query.of(head.query());
    } catch (IllegalArgumentException _) {
      throw new WishException("a '%' in its query is not followed by two digits of base 16");
    }
  }

  private static long number(Query query, String name, long absent, long max) throws WishException {
    var value = query.value(name);
    if (value == null) return absent;
    try {
      var number = Long.parseLong(value);
      if (number >= 0 && number <= max) return number;
    } catch (NumberFormatException _) {
      // It is refused below, as what is out of range is.
    }
    throw new WishException("its %s is no number from 0 to %d".formatted(name, max));
  }

  private static byte @Nullable [] key(Head head, Query query) throws WishException {
    var given =
        Stream.of(query.value("key"), head.header(KEY), head.header(KEY_BASE64))
            .filter(one -> one != null)
            .count();
    if (given > 1) throw new WishException("it has more than one key");
    var plain = head.header(KEY);
    if (plain != null) return plain.getBytes(StandardCharsets.ISO_8859_1); // as its bytes came
    var packed = head.header(KEY_BASE64);
    return packed == null ? query.bytes("key") : base64(KEY_BASE64, packed);
  }

  private static List<Header> headers(Head head) throws WishException {
    var fields = head.fields(HEADER);
    if (fields.isEmpty()) return List.of();
    var headers = new ArrayList<Header>(fields.size());
    for (var field : fields) {
      headers.add(new Header(field.name(), base64(HEADER + field.name(), field.value())));
    }
    return headers;
  }

  private static byte[] base64(String field, String value) throws WishException {
    try {
      return Base64.getDecoder().decode(value.strip());
    } catch (IllegalArgumentException _) {
      throw new WishException("the value of %s is not base64".formatted(field));
    }
  }

  private static Acks acks(Query query, Way way) throws WishException {
    var asked = query.value("acks");
    if (asked != null) return level(asked);
    return switch (query.value("sync")) {
      case null -> way.acks();
      case "", "1", "true" -> Acks.KAFKA;
      case "0", "false" -> way.acks();
      default -> throw new WishException("its sync is neither true nor false");
    };
  }

  private static Acks level(String name) throws WishException {
    for (var level : Acks.values()) {
      if (level.label().equals(name.toLowerCase(Locale.ROOT))) return level;
    }
    throw new WishException("its acks is none of memory, journal and kafka");
  }
}
