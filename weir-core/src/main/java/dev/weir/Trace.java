package dev.weir;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A place in a trace, as W3C's Trace Context has it in a field of a request and in a header of a
/// message: what belongs to it gets its ids from here.
///
/// @param traceId 32 hexadecimal digits, not all of them 0
/// @param spanId 16 of them: what the next span stands beneath
/// @param sampled whether somebody keeps this trace, so that spans are worth sending
public record Trace(String traceId, String spanId, boolean sampled) {
  /// Of the field and of the header.
  public static final String FIELD = "traceparent";

  /// Of another one that goes along with it, and says what systems on the way want to remember.
  public static final String STATE_FIELD = "tracestate";

  private static final int LENGTH = 55;

  /// A text of a later version may go on behind a dash.
  private static final int LENGTH_MAX = 512;

  private static final int TRACE_ID_AT = 3;
  private static final int SPAN_ID_AT = 36;
  private static final int FLAGS_AT = 53;
  private static final Pattern LEGAL =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  /// What a field says, or null where it is not well formed: then it is as if it were not there.
  public static @Nullable Trace parse(String field) {
    if (field.length() < LENGTH || field.length() > LENGTH_MAX) return null;
    if (field.startsWith("00") && field.length() != LENGTH) return null;
    if (!LEGAL.matcher(field).matches()) return null;
    var flags = Character.digit(field.charAt(FLAGS_AT + 1), 16);
    return new Trace(
        field.substring(TRACE_ID_AT, SPAN_ID_AT - 1),
        field.substring(SPAN_ID_AT, FLAGS_AT - 1),
        (flags & 1) != 0);
  }

  /// Hot. What a message brings along, or null.
  public static @Nullable Trace of(Message message) {
    var headers = message.headers();
    for (var i = 0; i < headers.size(); i++) {
      var header = headers.get(i);
      if (!header.name().equals(FIELD)) continue;
      var value = header.value();
      return value == null ? null : parse(new String(value, StandardCharsets.ISO_8859_1));
    }
    return null;
  }

  /// What stands in a field or a header.
  public String field() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
