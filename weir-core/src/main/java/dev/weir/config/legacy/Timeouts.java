package dev.weir.config.legacy;

import static dev.weir.config.legacy.Librdkafka.DELIVERY;
import static dev.weir.config.legacy.Librdkafka.LINGER;
import static dev.weir.config.legacy.Librdkafka.REQUEST;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/// The three timeouts of a producer, of which Kafka wants that a message is given up no sooner than
/// one request for it may take. librdkafka gives it up whatever its request is doing.
final class Timeouts {
  /// Weir's own defaults.
  private static final long DELIVERY_MILLIS = 10_000;

  private static final long REQUEST_MILLIS = 5_000;

  /// Kafka's.
  private static final long LINGER_MILLIS =
      Long.parseLong(String.valueOf(ProducerConfig.configDef().defaultValues().get(LINGER)));

  private final Draft draft;
  private final String prefix;

  Timeouts(Draft draft, String prefix) {
    this.draft = draft;
    this.prefix = prefix;
  }

  /// Raises the time after which a message is given up as far as that must be, once a request that
  /// may take longer than the message has no longer than [#REQUEST_MILLIS].
  void settle() {
    var delivery = number(DELIVERY, DELIVERY_MILLIS);
    var request = number(REQUEST, REQUEST_MILLIS);
    var linger = number(LINGER, LINGER_MILLIS);
    if (delivery == null || request == null || linger == null) return;
    if (request > delivery && request > REQUEST_MILLIS && isSet(DELIVERY)) {
      request = Math.max(delivery, REQUEST_MILLIS);
      set(REQUEST, request, "no request lasts longer than its message");
    }
    var wanted = Math.min(linger + request, Integer.MAX_VALUE);
    if (delivery < wanted) {
      set(DELIVERY, wanted, "Kafka wants linger.ms + request.timeout.ms at least");
    }
  }

  private void set(String name, long millis, String why) {
    var place = draft.place(prefix + name);
    draft.set(prefix + name, Long.toString(millis), place);
    draft.note(place, "%s%s is %d here: %s".formatted(prefix, name, millis, why));
  }

  private boolean isSet(String name) {
    return draft.value(prefix + name) != null;
  }

  /// Null where it is no number, which is reported when it is read.
  private @Nullable Long number(String name, long byDefault) {
    var text = draft.value(prefix + name);
    if (text == null) return byDefault;
    return text.matches("\\d{1,10}") ? Long.valueOf(text) : null;
  }
}
