package dev.weir.cli.cluster;

import dev.weir.cli.units.Amounts;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/// A place in a topic, as every command takes it:
///
/// | written | is |
/// | --- | --- |
/// | `start` `end` | the first message there is; behind the last one |
/// | `committed` | where the group is |
/// | `120` | that offset, in each partition |
/// | `-10` | so many before the end, in each partition |
/// | `-1h` | the first message not older than that |
/// | `2026-11-21` `2026-11-21T10:00` `…:00Z` `10:00` | the first message from that time on; without a zone in this machine's |
/// | `@1763719200000` | the same, in milliseconds since 1970 |
public sealed interface Point {
  record Start() implements Point {}

  record End() implements Point {}

  record Committed() implements Point {}

  record Offset(long offset) implements Point {}

  record BeforeEnd(long messages) implements Point {}

  record At(Instant time) implements Point {}

  static Point parse(String text) {
    return parse(text, Clock.system(ZoneId.systemDefault()));
  }

  static Point parse(String text, Clock clock) {
    var written = text.strip();
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "start", "beginning", "earliest" -> new Start();
      case "end", "latest" -> new End();
      case "committed", "stored" -> new Committed();
      default -> {
        if (written.matches("\\d{1,18}")) yield new Offset(Long.parseLong(written));
        if (written.matches("-\\d{1,18}"))
          yield new BeforeEnd(Long.parseLong(written.substring(1)));
        if (written.matches("@\\d{1,15}")) {
          yield new At(Instant.ofEpochMilli(Long.parseLong(written.substring(1))));
        }
        if (written.matches("-\\d+[a-zA-Z]+")) {
          yield new At(clock.instant().minus(Amounts.duration(written.substring(1))));
        }
        yield new At(time(written, clock));
      }
    };
  }

  private static Instant time(String text, Clock clock) {
    ZoneId zone = clock.getZone();
    try {
      if (text.matches("\\d{1,2}:\\d\\d(:\\d\\d)?")) {
        var time = LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text);
        return LocalDate.now(clock).atTime(time).atZone(zone).toInstant();
      }
      if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      if (text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")) {
        return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
      }
      return LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'%s' is no place in a topic such as start, end, 120, -10, -1h or 2026-11-21T10:00"
              .formatted(text),
          e);
    }
  }
}
