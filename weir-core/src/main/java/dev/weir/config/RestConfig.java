package dev.weir.config;

import static dev.weir.config.Section.OFF;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `rest:` — how the REST proxy answers.
///
/// @param autoCreate whether a message for a topic that is not there is handed on, and the broker
///   makes the topic where it does so; else it is refused
/// @param codes what stands in `error_code`
/// @param advertise what the addresses in answers begin with, or null: then the request tells
/// @param forwarded whether what a proxy says of the request's own address is believed
/// @param origins whose pages may call from a browser; `*` for all, empty for none
/// @param crnAuthority what stands behind `crn://` in the names of v3
/// @param batchEntries how many records a batch of v3 may have
/// @param streamAtMost for how long a stream of v3 may be open
public record RestConfig(
    boolean autoCreate,
    Codes codes,
    @Nullable URI advertise,
    boolean forwarded,
    Set<String> origins,
    String crnAuthority,
    int batchEntries,
    Duration streamAtMost) {
  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^/\\s,]+");
  private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._:-]+");

  /// Whose numbers errors have.
  public enum Codes {
    /// Confluent's, of five digits.
    CONFLUENT,
    /// The status again, as Strimzi's bridge has it.
    PLAIN
  }

  static RestConfig read(Section section) {
    return new RestConfig(
        section.yes("auto-create", true),
        section.choice("codes", Codes.CONFLUENT),
        section.urlOrOff("advertise"),
        section.yes("forwarded", true),
        section.value("cors", OFF, RestConfig::origins),
        section.value("crn-authority", OFF, RestConfig::authority),
        section.count("batch-entries", 1_000, 1, 100_000),
        section.duration("stream-at-most", "24h", "1s", "240h"));
  }

  private static Set<String> origins(String text) {
    if (text.equals(OFF)) return Set.of();
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .map(RestConfig::origin)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String origin(String text) {
    if (ORIGIN.matcher(text).matches()) return text;
    throw new IllegalArgumentException(
        "is not a list of origins such as https://app.example.com, nor '*' or 'off'");
  }

  private static String authority(String text) {
    if (text.equals(OFF)) return "";
    if (AUTHORITY.matcher(text).matches()) return text;
    throw new IllegalArgumentException("is not a name such as kafka.example.com, nor 'off'");
  }
}
