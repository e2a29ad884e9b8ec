package dev.weir.config;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How values are written: `100000`, `1MB`, `5s`, `5000/s`.
final class Values {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([kmgt]?)(i?b)?");

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");
  private static final Pattern RATE = Pattern.compile("(.+)/\\s*([smh])");
  private static final Pattern SHARE = Pattern.compile("0(\\.\\d{1,15})?|1(\\.0{1,15})?");
  private static final int MESSAGES_MAX = 1_000_000_000;
  private static final long BYTES_MAX = 1L << 40;

  private Values() {}

  static int count(String text, int min, int max) {
    try {
      var count = Integer.parseInt(text.replace("_", ""));
      if (count >= min && count <= max) return count;
    } catch (NumberFormatException e) {
      // the same answer as for a number out of range
    }
    throw new IllegalArgumentException("is not a whole number from %d to %d".formatted(min, max));
  }

  /// Units are powers of 1,024, as in all five predecessors.
  static long size(String text, long min, long max) {
    var matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) throw notASize(min, max);
    var shift =
        switch (matcher.group(2)) {
          case "k" -> 10;
          case "m" -> 20;
          case "g" -> 30;
          case "t" -> 40;
          default -> 0;
        };
    var number = Long.parseLong(matcher.group(1));
    if (number > max >> shift || number << shift < min) throw notASize(min, max);
    return number << shift;
  }

  private static IllegalArgumentException notASize(long min, long max) {
    return new IllegalArgumentException(
        "is not a size such as 512KB or 1MB, from %,d to %,d bytes".formatted(min, max));
  }

  static Duration duration(String text, String min, String max) {
    var duration = duration(text);
    if (duration != null
        && duration.compareTo(requireNonNull(duration(min))) >= 0
        && duration.compareTo(requireNonNull(duration(max))) <= 0) {
      return duration;
    }
    throw new IllegalArgumentException(
        "is not a duration such as 300ms, 5s, 10m or 2h, from %s to %s".formatted(min, max));
  }

  private static @Nullable Duration duration(String text) {
    var matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) return null;
    var number = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("ms")
        ? Duration.ofMillis(number)
        : unit(matcher.group(2)).multipliedBy(number);
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      default -> Duration.ofHours(1);
    };
  }

  static Rate rate(String text) {
    return rate(text, "5000/s, 42/m or 1000/h", amount -> count(amount, 1, MESSAGES_MAX));
  }

  static Rate byteRate(String text) {
    return rate(text, "5MB/s or 1GB/h", amount -> size(amount, 1, BYTES_MAX));
  }

  private static Rate rate(String text, String such, ToLongFunction<String> amount) {
    var matcher = RATE.matcher(text.strip());
    if (matcher.matches()) {
      try {
        return new Rate(amount.applyAsLong(matcher.group(1).strip()), unit(matcher.group(2)));
      } catch (IllegalArgumentException e) {
        // the same answer as for what has no unit
      }
    }
    throw new IllegalArgumentException("is not a rate such as %s".formatted(such));
  }

  /// A share from 0 to 1, such as `0.1`.
  static double share(String text) {
    if (SHARE.matcher(text.strip()).matches()) return Double.parseDouble(text.strip());
    throw new IllegalArgumentException("is not a share from 0 to 1, such as 0.1");
  }

  /// `in-memory` is `IN_MEMORY`.
  static boolean yes(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is not true or false");
    };
  }

  /// Of HTTP, without a slash at its end.
  static URI url(String text) {
    try {
      var url = new URI(text.replaceFirst("/+$", ""));
      var http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // told below, as every other text that is none
    }
    throw new IllegalArgumentException("is not an address such as http://kafka.example.com:8082");
  }

  static <E extends Enum<E>> E choice(String text, Class<E> type) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> written(constant).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("is none of " + choices(type, ", ")));
  }

  static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String choices(Class<? extends Enum<?>> type, String between) {
    return Stream.of(type.getEnumConstants()).map(Values::written).collect(joining(between));
  }
}
