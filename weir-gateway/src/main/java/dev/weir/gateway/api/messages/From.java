package dev.weir.gateway.api.messages;

import dev.weir.gateway.web.RestException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a reading begins. All but the latest are read from there on; those come newest first.
sealed interface From {
  /// The last ones before now.
  record Latest() implements From {}

  record Earliest() implements From {}

  /// In each partition.
  record Offset(long offset) implements From {}

  /// In one partition, which is the only one.
  record Place(int partition, long offset) implements From {}

  /// A moment.
  ///
  /// @param millis since 1970
  record Time(long millis) implements From {}

  Pattern OFFSET = Pattern.compile("(?:offset:)?(\\d{1,18})");
  Pattern PLACE = Pattern.compile("(\\d{1,9}):(\\d{1,18})");
  Pattern AGO = Pattern.compile("-(\\d{1,9})(ms|s|m|h|d)");

  static From of(@Nullable String text, long nowMillis) {
    if (text == null || text.isEmpty() || text.equals("latest")) return new Latest();
    if (text.equals("earliest")) return new Earliest();
    var offset = OFFSET.matcher(text);
    if (offset.matches()) return new Offset(Long.parseLong(offset.group(1)));
    var place = PLACE.matcher(text);
    if (place.matches()) {
      return new Place(Integer.parseInt(place.group(1)), Long.parseLong(place.group(2)));
    }
    var ago = AGO.matcher(text);
    if (ago.matches()) {
      return since(nowMillis - Long.parseLong(ago.group(1)) * millis(ago.group(2)));
    }
    return since(time(text));
  }

  /// Kafka has no times before 1970.
  private static Time since(long millis) {
    return new Time(Math.max(0, millis));
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      default -> 86_400_000;
    };
  }

  /// A time without a zone is one of UTC. The `+` of a zone is a blank where nobody encoded it.
  private static long time(String text) {
    var iso = text.replace(' ', '+');
    try {
      if (iso.length() <= 10) {
        return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
      }
      return iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$") && iso.length() > 16
          ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw RestException.plain(
              400,
              "from is '%s', which is no place to begin. Use latest, earliest, offset:123, 0:123"
                      .formatted(text)
                  + " (partition and offset), -1h or 2026-01-31T10:42:00Z")
          .because(e);
    }
  }
}
