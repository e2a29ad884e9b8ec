package dev.weir.config;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `tracing:` — where spans go.
///
/// @param otlp where a collector takes spans by OTLP over HTTP; null where nothing is traced
/// @param ratio of the requests that bring no trace, how many begin one, from 0 to 1
/// @param service the name under which spans are shown
/// @param headers what the collector wants to see, such as a key
/// @param timeout how long an answer of the collector may take
public record TracingConfig(
    @Nullable URI otlp,
    double ratio,
    String service,
    Map<String, String> headers,
    Duration timeout) {
  /// Where a collector has it, unless somebody says otherwise.
  private static final String PATH = "/v1/traces";

  private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern FIELD_VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*)");

  /// What the sender of a request says itself.
  private static final Set<String> NOT_OURS =
      Set.of("connection", "content-length", "content-type", "expect", "host", "upgrade");

  static TracingConfig read(Section section) {
    return new TracingConfig(
        address(section),
        section.as("ratio", "share").value("ratio", "1", Values::share),
        section.value("service", "weir", TracingConfig::named),
        section.as("headers", "NAME=VALUE, …").value("headers", Section.OFF, TracingConfig::fields),
        section.duration("timeout", "10s", "100ms", "1m"));
  }

  public boolean off() {
    return otlp == null;
  }

  private static @Nullable URI address(Section section) {
    var url = section.urlOrOff("otlp");
    if (url == null) return null;
    if (url.getRawUserInfo() != null) {
      section.refuse("otlp", "names a user: write that in tracing.headers");
      return null;
    }
    return url.getRawPath().isEmpty() ? url.resolve(PATH) : url;
  }

  private static String named(String text) {
    if (!text.isBlank()) return text.strip();
    throw new IllegalArgumentException("is no name");
  }

  /// The text of a problem has none of the values, which are secrets.
  private static Map<String, String> fields(String text) {
    var fields = new LinkedHashMap<String, String>();
    if (text.equals(Section.OFF)) return fields;
    for (var field : text.split(",", -1)) {
      var at = field.indexOf('=');
      var name = field.substring(0, Math.max(at, 0)).strip();
      var value = field.substring(at + 1).strip();
      if (!FIELD_NAME.matcher(name).matches() || !FIELD_VALUE.matcher(value).matches()) {
        throw new IllegalArgumentException("is not of the form NAME=VALUE, with commas between");
      }
      if (NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("names %s, which is not to be set".formatted(name));
      }
      fields.put(name, value);
    }
    return fields;
  }

  /// Without the headers' values.
  @Override
  public String toString() {
    return "TracingConfig[%s, ratio=%s, service=%s, headers=%s]"
        .formatted(otlp == null ? Section.OFF : otlp, ratio, service, headers.keySet());
  }
}
