package dev.weir.cli.message;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How a time stands in text, in this machine's zone: ISO 8601, a pattern of Java's, or how long
/// ago it is.
///
/// @param pattern empty for ISO 8601
record TimeShape(String pattern, DateTimeFormatter formatter) {
  private static final String AGO = "ago";
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
  static final TimeShape ISO = new TimeShape("", DateTimeFormatter.ISO_DATE_TIME);

  /// Throws an IllegalArgumentException where that is no pattern.
  static TimeShape of(String pattern) {
    if (pattern.equals(AGO)) return new TimeShape(AGO, DateTimeFormatter.ISO_DATE_TIME);
    return new TimeShape(pattern, DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
  }

  /// Whether it can be read back.
  boolean isReadable() {
    return !pattern.equals(AGO);
  }

  String text(long millis, Clock clock) {
    var time = Instant.ofEpochMilli(millis);
    if (pattern.equals(AGO)) return ago(Duration.between(time, clock.instant()));
    var written = pattern.isEmpty() ? WRITTEN : formatter;
    return written.format(time.atZone(clock.getZone()));
  }

  private static String ago(Duration age) {
    return age.isNegative() ? "in " + amount(age.negated()) : amount(age) + " ago";
  }

  private static String amount(Duration age) {
    var seconds = age.toSeconds();
    if (seconds < 60) return seconds + "s";
    if (seconds < 3600) return seconds / 60 + "m";
    return seconds < 48 * 3600 ? seconds / 3600 + "h" : age.toDays() + "d";
  }

  long millis(String text, ZoneId zone) {
    try {
      var read =
          formatter.parseBest(
              text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from, Instant::from);
      return switch (read) {
        case ZonedDateTime time -> time.toInstant().toEpochMilli();
        case LocalDateTime time -> time.atZone(zone).toInstant().toEpochMilli();
        case LocalDate day -> day.atStartOfDay(zone).toInstant().toEpochMilli();
        default -> Instant.from(read).toEpochMilli();
      };
    } catch (DateTimeException | ArithmeticException e) {
      throw new Misfit("'%s' is no time".formatted(text), e);
    }
  }
}
