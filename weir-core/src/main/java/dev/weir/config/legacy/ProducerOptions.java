package dev.weir.config.legacy;

import static dev.weir.config.legacy.Librdkafka.DELIVERY;
import static dev.weir.config.legacy.Librdkafka.REQUEST;
import static dev.weir.config.legacy.Librdkafka.SERVERS;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// librdkafka's options of one producer, written as settings of one sink.
///
/// Notes name options and never their values, any of which may be a secret.
final class ProducerOptions {
  private static final String ENDLESS = String.valueOf(Integer.MAX_VALUE);
  private static final String ACKS = "acks";
  private static final String COMPRESSION = "compression.type";
  private static final long IN_FLIGHT_MAX = 10_000_000;

  /// Those of which more is to be said than another name.
  private static final Map<String, BiConsumer<ProducerOptions, Found>> HANDLED =
      Map.ofEntries(
          Map.entry(SERVERS, ProducerOptions::servers),
          Map.entry(ACKS, ProducerOptions::acks),
          Map.entry(COMPRESSION, ProducerOptions::compression),
          Map.entry("compression.level", ProducerOptions::keepForLater),
          Map.entry(DELIVERY, ProducerOptions::delivery),
          Map.entry("message.max.bytes", ProducerOptions::messageBytes),
          Map.entry("queue.buffering.max.messages", ProducerOptions::messages),
          Map.entry("retries", ProducerOptions::retries),
          Map.entry("enable.idempotence", ProducerOptions::idempotence),
          Map.entry("max.in.flight.requests.per.connection", ProducerOptions::inFlight),
          Map.entry("partitioner", ProducerOptions::partitioner));

  private final Draft draft;
  private final String prefix;
  private final boolean first;
  private final List<String> ingresses;
  private final Login login;
  private final Certificates certificates;
  private final List<Found> later = new ArrayList<>();

  /// @param prefix of the sink's settings: `kafka.` for the first cluster
  /// @param ingresses the ways in for which a partitioner is chosen
  ProducerOptions(Draft draft, String prefix, List<String> ingresses) {
    this.draft = draft;
    this.prefix = prefix;
    this.first = prefix.equals("kafka.");
    this.ingresses = ingresses;
    this.login = new Login(draft, prefix);
    this.certificates = new Certificates(draft, prefix);
  }

  static Set<String> handled() {
    var handled = new HashSet<>(HANDLED.keySet());
    handled.addAll(Login.OPTIONS);
    handled.addAll(Certificates.OPTIONS);
    return handled;
  }

  /// @param option librdkafka's name, which may not be the key that was found
  void option(String option, Found found) {
    var name = Librdkafka.name(option);
    var handler = HANDLED.get(name);
    if (!found.isScalar() && !name.equals(SERVERS)) {
      draft.problem(found.place(), "%s: one value is wanted".formatted(found.key()));
    } else if (handler != null) {
      handler.accept(this, found);
    } else if (!login.takes(name, found) && !certificates.takes(name, found)) {
      renamed(name, found);
    }
  }

  /// To be called last, for what depends on several options.
  void finish() {
    later.forEach(this::compressionLevel);
    login.finish();
    certificates.finish();
    timeouts();
  }

  private void renamed(String name, Found found) {
    var same = Librdkafka.same(name);
    if (same == null) {
      note(found, Librdkafka.whyNot(name));
    } else if (!name.equals("socket.timeout.ms") || draft.value(prefix + REQUEST) == null) {
      set(same.name(), written(found.text().strip(), same.form()), found);
    }
  }

  private static String written(String text, Librdkafka.Form form) {
    return switch (form) {
      case AS_IT_IS -> text;
      case MILLIS -> rounded(text);
      case UPPER_CASE -> text.toUpperCase(Locale.ROOT);
      case KIBIBYTES ->
          text.matches("\\d{1,12}") ? Long.toString(Long.parseLong(text) << 10) : text;
      case SOCKET_BUFFER -> text.equals("0") ? "-1" : text;
      case ALGORITHM -> text.equalsIgnoreCase("none") ? "" : text;
    };
  }

  private static String rounded(String text) {
    if (!text.matches("\\d{1,9}\\.\\d{1,9}")) return text;
    return new BigDecimal(text).setScale(0, RoundingMode.CEILING).toPlainString();
  }

  /// A port that is missing is 9092, and a protocol in front says nothing.
  private void servers(Found found) {
    var servers =
        found.items().stream()
            .map(server -> server.replaceFirst("^[A-Za-z_]+://", ""))
            .map(server -> server.matches("[^:]+|\\[.*]") ? server + ":9092" : server)
            .toList();
    set(SERVERS, String.join(",", servers), found);
  }

  private void acks(Found found) {
    var text = found.text().strip();
    if (!text.equals("-1") && !text.equals("all")) {
      note(found, "differs: Weir always waits for all in-sync replicas");
    }
    set(ACKS, "all", found);
  }

  private void idempotence(Found found) {
    if (!found.isTrue()) note(found, "differs: Weir's producer is always idempotent");
    set("enable.idempotence", "true", found);
  }

  private void compression(Found found) {
    var text = found.text().strip().toLowerCase(Locale.ROOT);
    set(COMPRESSION, text.equals("inherit") ? "none" : text, found);
  }

  private void keepForLater(Found found) {
    later.add(found);
  }

  private void compressionLevel(Found found) {
    var codec = draft.value(prefix + COMPRESSION);
    if (found.text().strip().equals("-1")) return;
    if (codec == null || !Set.of("gzip", "lz4", "zstd").contains(codec)) {
      note(found, "has no effect on this compression");
    } else {
      set("compression.%s.level".formatted(codec), found.text().strip(), found);
    }
  }

  private void messageBytes(Found found) {
    set("max.request.size", found.text().strip(), found);
    if (first) draft.set("limits.message-bytes", found.text().strip(), found.place());
  }

  private void messages(Found found) {
    var messages = draft.whole(found);
    if (messages == null) return;
    if (!first) {
      note(found, "has no equal for one sink; limits.in-flight counts for all of Weir");
    } else if (messages < 1 || messages > IN_FLIGHT_MAX) {
      note(found, "has no equal of this size; limits.in-flight keeps its default");
    } else {
      draft.set("limits.in-flight", messages.toString(), found.place());
    }
  }

  private void retries(Found found) {
    var text = found.text().strip();
    if (!text.equals(ENDLESS)) {
      note(found, "differs: Weir sends again until delivery.timeout.ms is over");
    }
    set("retries", ENDLESS, found);
  }

  private void inFlight(Found found) {
    var requests = draft.whole(found);
    if (requests == null) return;
    if (requests > 5) {
      note(found, "has no equal above 5, which is Kafka's limit for an idempotent producer");
    } else {
      set("max.in.flight.requests.per.connection", requests.toString(), found);
    }
  }

  private void partitioner(Found found) {
    var partitioner =
        switch (found.text().strip()) {
          case "consistent", "consistent_random" -> "crc32";
          case "murmur2", "murmur2_random" -> "murmur2";
          default -> null;
        };
    if (partitioner == null || !first) {
      note(found, "has no equal; see 'partitioner' in docs/configuration.md");
    } else {
      for (var ingress : ingresses) draft.set("partitioner." + ingress, partitioner, found.place());
    }
  }

  /// 0 is for ever.
  private void delivery(Found found) {
    var text = found.text().strip();
    set(DELIVERY, text.equals("0") ? Integer.toString(Integer.MAX_VALUE) : text, found);
  }

  /// librdkafka gives a message up whatever its request is doing; Kafka's Java producer wants the
  /// request to be over by then.
  private void timeouts() {
    new Timeouts(draft, prefix).settle();
  }

  private void set(String name, String value, Found found) {
    draft.set(prefix + name, value, found.place());
  }

  private void note(Found found, String text) {
    draft.note(found.place(), "%s %s".formatted(found.key(), text));
  }
}
