package dev.weir.sink.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a file is called: kahego's template, and the rule by which a file is known as one's own.
///
/// | part | becomes | known again as |
/// |---|---|---|
/// | `{bucket}` | the topic | itself |
/// | `{ts}` | seconds since 1970 | 10 digits |
/// | `{rand}` | 8 of a-z 0-9 | 8 of them |
/// | `{hostname}` | this machine's name | itself |
/// | `{PS}` `/` | a folder's end | |
/// | before the last `.` of the text | `+1`, `+2` … where the name is taken | `+` and a number |
///
/// Everything but the topic has a fixed length, and `+` is in no topic: so no file of one topic
/// passes for a file of another.
final class NameTemplate {
  private static final int SEGMENT_BYTES_MAX = 200;
  private static final Pattern TOKEN = Pattern.compile("\\{[^{}]*}|[^{}]+|[{}]");

  private sealed interface Part {
    record Text(String text) implements Part {}
  }

  private enum Variable implements Part {
    BUCKET,
    TS,
    RAND,
    HOSTNAME,
    SEQUENCE
  }

  /// What the variables of one file are.
  record Values(String topic, long seconds, String rand, int sequence) {
    Values with(int otherSequence) {
      return new Values(topic, seconds, rand, otherSequence);
    }
  }

  /// What a name that fits tells of its file; zero where the template does not say.
  record Fit(long seconds, int sequence) {}

  private final String hostname;
  private final List<List<Part>> segments;

  private NameTemplate(String hostname, List<List<Part>> segments) {
    this.hostname = hostname;
    this.segments = segments;
  }

  /// @param ending what every name ends with, once: `.gz`, or nothing
  /// @throws IllegalArgumentException with what is wrong about the template
  static NameTemplate parse(String template, String ending, String hostname) {
    var text = template.replace("{PS}", "/");
    if (!ending.isEmpty() && text.endsWith(ending)) {
      text = text.substring(0, text.length() - ending.length());
    }
    var segments =
        Arrays.stream(text.split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(NameTemplate::parts)
            .collect(Collectors.toCollection(ArrayList::new));
    if (segments.isEmpty() || text.endsWith("/")) {
      throw new IllegalArgumentException("names no file");
    }
    segments.add(numbered(segments.removeLast(), ending));
    var parsed = new NameTemplate(hostname.replaceAll("[^A-Za-z0-9._-]", "_"), segments);
    var fault = parsed.fault("t");
    if (fault != null) throw new IllegalArgumentException(fault);
    return parsed;
  }

  private static List<Part> parts(String segment) {
    return TOKEN.matcher(segment).results().map(token -> part(token.group())).toList();
  }

  private static Part part(String token) {
    return switch (token) {
      case "{bucket}" -> Variable.BUCKET;
      case "{ts}" -> Variable.TS;
      case "{rand}" -> Variable.RAND;
      case "{hostname}" -> Variable.HOSTNAME;
      case String text when text.contains("{") || text.contains("}") ->
          throw new IllegalArgumentException(
              "has '%s'; there are {bucket} {ts} {rand} {hostname} {PS}".formatted(text));
      case String text when text.indexOf('\0') >= 0 ->
          throw new IllegalArgumentException("has a NUL character");
      case String text -> new Part.Text(text);
    };
  }

  /// The last segment with the place for a number, and the ending.
  private static List<Part> numbered(List<Part> segment, String ending) {
    var parts = new ArrayList<>(segment);
    var tail = "";
    if (parts.getLast() instanceof Part.Text(var text) && text.contains(".")) {
      var dot = text.lastIndexOf('.');
      parts.removeLast();
      parts.add(new Part.Text(text.substring(0, dot)));
      tail = text.substring(dot);
    }
    parts.add(Variable.SEQUENCE);
    parts.add(new Part.Text(tail + ending));
    return parts;
  }

  /// Whether each topic has files of its own; else one file holds them all.
  boolean perTopic() {
    return segments.stream().anyMatch(segment -> segment.contains(Variable.BUCKET));
  }

  /// Why a topic cannot be in a file's name, or null.
  @Nullable String fault(String topic) {
    for (var segment : names(new Values(topic, 0, "00000000", 0))) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return "a file or folder cannot be called '%s'".formatted(segment);
      }
      if (segment.startsWith("-")) return "the name of a file or folder would begin with a dash";
      if (segment.getBytes(StandardCharsets.UTF_8).length > SEGMENT_BYTES_MAX) {
        return "the name of a file or folder would have more than %d bytes"
            .formatted(SEGMENT_BYTES_MAX);
      }
    }
    return null;
  }

  /// The names of the folders beneath the base, and last of the file.
  List<String> names(Values values) {
    return segments.stream()
        .map(parts -> parts.stream().map(part -> text(part, values)).collect(Collectors.joining()))
        .toList();
  }

  private String text(Part part, Values values) {
    return switch (part) {
      case Part.Text(var text) -> text;
      case Variable.BUCKET -> values.topic();
      case Variable.TS -> "%010d".formatted(Math.max(0, values.seconds()));
      case Variable.RAND -> values.rand();
      case Variable.HOSTNAME -> hostname;
      case Variable.SEQUENCE -> values.sequence() == 0 ? "" : "+" + values.sequence();
    };
  }

  /// The pattern of each folder's name, and last of the file's.
  List<Pattern> patterns(String topic) {
    return segments.stream().map(parts -> pattern(parts, topic)).toList();
  }

  private Pattern pattern(List<Part> parts, String topic) {
    var pattern = new StringBuilder();
    for (var part : parts) {
      pattern.append(
          switch (part) {
            case Part.Text(var text) -> Pattern.quote(text);
            case Variable.BUCKET -> Pattern.quote(topic);
            case Variable.TS -> pattern.indexOf("<ts>") < 0 ? "(?<ts>\\d{10})" : "\\d{10}";
            case Variable.RAND -> "[a-z0-9]{8}";
            case Variable.HOSTNAME -> Pattern.quote(hostname);
            case Variable.SEQUENCE -> "(?:\\+(?<sequence>[1-9]\\d{0,6}))?";
          });
    }
    return Pattern.compile(pattern.toString());
  }

  /// What a name tells, joined to what the folders above it told.
  static Fit fit(Matcher matcher, Fit above) {
    var seconds = group(matcher, "ts");
    var sequence = group(matcher, "sequence");
    return new Fit(
        seconds == null ? above.seconds() : Long.parseLong(seconds),
        sequence == null ? 0 : Integer.parseInt(sequence));
  }

  private static @Nullable String group(Matcher matcher, String name) {
    return matcher.namedGroups().containsKey(name) ? matcher.group(name) : null;
  }
}
