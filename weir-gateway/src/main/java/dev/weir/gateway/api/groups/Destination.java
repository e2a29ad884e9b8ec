package dev.weir.gateway.api.groups;

import dev.weir.gateway.web.RestException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where a group is to be set, as `weir groups reset --to` takes it:
///
/// | written | is |
/// | --- | --- |
/// | `start` `end` (`earliest` `latest`) | the first message there is; behind the last one |
/// | `120` | that offset, in each partition |
/// | `-10` `+10` | so many before the end; so many behind where the group is |
/// | `-1h` | the first message not older than that |
/// | `2026-11-21T10:00:00Z` | the first message from that time on; it needs a zone |
/// | `@1763719200000` | the same, in milliseconds since 1970 |
sealed interface Destination {
  record Start() implements Destination {}

  record End() implements Destination {}

  record Offset(long offset) implements Destination {}

  record BeforeEnd(long messages) implements Destination {}

  record Onward(long messages) implements Destination {}

  /// A moment.
  ///
  /// @param millis since 1970; of what is below 0 Kafka means something else
  record At(long millis) implements Destination {
    public At {
      millis = Math.max(0, millis);
    }
  }

  Pattern AGO = Pattern.compile("-(\\d{1,9})(ms|s|m|h|d|w)");

  static Destination of(String text, long nowMillis) {
    var written = text.strip();
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "start", "earliest" -> new Start();
      case "end", "latest" -> new End();
      default -> {
        var ago = AGO.matcher(written);
        if (ago.matches()) {
          yield new At(nowMillis - Long.parseLong(ago.group(1)) * millis(ago.group(2)));
        }
        if (written.matches("\\d{1,18}")) yield new Offset(Long.parseLong(written));
        if (written.matches("-\\d{1,18}")) {
          yield new BeforeEnd(Long.parseLong(written.substring(1)));
        }
        if (written.matches("\\+\\d{1,18}")) yield new Onward(Long.parseLong(written.substring(1)));
        if (written.matches("@\\d{1,15}")) yield new At(Long.parseLong(written.substring(1)));
        yield new At(time(written));
      }
    };
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      case "d" -> 86_400_000;
      default -> 7 * 86_400_000;
    };
  }

  private static long time(String text) {
    try {
      return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw RestException.plain(
              400,
              "'%s' is no place in a topic. Write start, end, 120, -10, +10, -1h or 2026-11-21T10:00:00Z"
                  .formatted(text))
          .because(e);
    }
  }
}
