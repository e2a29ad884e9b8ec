package dev.weir.cli.message;

import dev.weir.cli.message.Part.Count;
import dev.weir.cli.message.Part.Field;
import dev.weir.cli.terminal.Failure;
import dev.weir.config.Nearest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads a format's text from left to right, once.
final class FormatParser {
  private static final List<String> WAYS =
      List.of("hex", "base64", "json", "text", "avro", "proto", "trunc", "unpack");

  private final String text;
  private final int end;
  private final boolean inHeader;
  private final List<Part> parts = new ArrayList<>();
  private final ByteArrayOutputStream literal = new ByteArrayOutputStream();
  private int literalAt;
  private int next;

  FormatParser(String text) {
    this(text, 0, text.length(), false);
  }

  private FormatParser(String text, int start, int end, boolean inHeader) {
    this.text = text;
    this.next = start;
    this.end = end;
    this.inHeader = inHeader;
  }

  List<Part> parts() {
    while (next < end) {
      switch (text.charAt(next)) {
        case '%' -> percent();
        case '\\' -> literal(escape());
        default -> literal(codePoint());
      }
    }
    endLiteral();
    if (parts.isEmpty()) throw bad(next, "it is empty");
    return List.copyOf(parts);
  }

  private byte[] codePoint() {
    var from = next;
    next = text.offsetByCodePoints(next, 1);
    return text.substring(from, next).getBytes(StandardCharsets.UTF_8);
  }

  private void literal(byte... bytes) {
    if (literal.size() == 0) literalAt = next;
    literal.writeBytes(bytes);
  }

  private void endLiteral() {
    if (literal.size() > 0) parts.add(new Part.Literal(literal.toByteArray(), literalAt));
    literal.reset();
  }

  private byte[] escape() {
    var at = next++;
    if (next == end) throw bad(at, "a backslash stands alone");
    return switch (text.charAt(next++)) {
      case 'n' -> new byte[] {'\n'};
      case 't' -> new byte[] {'\t'};
      case 'r' -> new byte[] {'\r'};
      case '0' -> new byte[] {0};
      case '\\' -> new byte[] {'\\'};
      case 'x' -> new byte[] {(byte) digits(at, 2)};
      case 'u' -> Character.toString(unicode(at)).getBytes(StandardCharsets.UTF_8);
      default -> throw bad(at, "'%s' is none of \\n \\t \\r \\0 \\\\ \\xNN \\uNNNN", at, at + 2);
    };
  }

  /// What is beyond the first 65,536 signs stands in two halves.
  private int unicode(int at) {
    var first = (char) digits(at, 4);
    if (!Character.isSurrogate(first)) return first;
    if (text.startsWith("\\u", next)) {
      next += 2;
      var second = (char) digits(at, 4);
      if (Character.isSurrogatePair(first, second)) return Character.toCodePoint(first, second);
    }
    throw bad(at, "half of a character stands alone");
  }

  private int digits(int at, int count) {
    var digits = text.substring(next, Math.min(end, next + count));
    if (!digits.matches("[0-9a-fA-F]{%d}".formatted(count))) {
      throw bad(at, "%d hexadecimal digits are wanted".formatted(count));
    }
    next += count;
    return Integer.parseInt(digits, 16);
  }

  private void percent() {
    var at = next++;
    if (next == end) throw bad(at, "a % stands alone; write it twice");
    var sign = text.charAt(next++);
    if (sign == '%' || sign == '{' || sign == '}') {
      next = at + 2;
      literal((byte) sign);
      return;
    }
    endLiteral();
    parts.add(inHeader ? ofHeader(sign, at) : ofMessage(sign, at));
  }

  private Part ofMessage(char sign, int at) {
    return switch (sign) {
      case 't' -> topic(at);
      case 'p' -> number(Count.PARTITION, at);
      case 'o' -> number(Count.OFFSET, at);
      case 'T' -> number(Count.TIMESTAMP, at);
      case 'd' -> time(at);
      case 'h' -> headers(at);
      case 'H' -> number(Count.HEADERS, at);
      case 'e' -> number(Count.EPOCH, at);
      case 'R' -> new Part.Numeric(Count.VALUE_LENGTH, NumberShape.BIG_32, at + 1);
      default -> ofBoth(sign, at);
    };
  }

  private Part ofHeader(char sign, int at) {
    return ofBoth(sign, at);
  }

  private Part ofBoth(char sign, int at) {
    return switch (sign) {
      case 'k' -> new Part.Data(Field.KEY, shapes(), at + 1);
      case 'v', 's' -> new Part.Data(Field.VALUE, shapes(), at + 1);
      case 'K' -> number(Count.KEY_LENGTH, at);
      case 'V', 'S' -> number(Count.VALUE_LENGTH, at);
      case 'i' -> number(Count.RUNNING, at);
      default ->
          throw bad(
              at,
              inHeader
                  ? "'%s' is unknown: a header has %%k %%v %%K %%V %%i"
                  : "'%s' is unknown; a per cent sign is written twice",
              at,
              at + 2);
    };
  }

  private Part topic(int at) {
    if (text.startsWith("{len}", next)) {
      next += "{len}".length();
      return number(Count.TOPIC_LENGTH, at);
    }
    return new Part.Data(Field.TOPIC, shapes(), at + 1);
  }

  private Part number(Count of, int at) {
    if (!opens()) return new Part.Numeric(of, NumberShape.DIGITS, at + 1);
    var from = next + 1;
    var name = group();
    var shape = NumberShape.named(name);
    if (shape == null) {
      throw bad(
          from, "'%s' is no shape of a number such as big32, little64 or hex16", from, next - 1);
    }
    return new Part.Numeric(of, shape, at + 1);
  }

  private Part time(int at) {
    if (!opens()) return new Part.Time(TimeShape.ISO, at + 1);
    var from = next + 1;
    try {
      return new Part.Time(TimeShape.of(group()), at + 1);
    } catch (IllegalArgumentException e) {
      throw bad(from, "'%s' is no pattern of a time such as HH:mm:ss.SSS", from, next - 1);
    }
  }

  private Part headers(int at) {
    if (next < end && text.charAt(next) == '[') {
      var close = text.indexOf(']', next);
      if (close < 0 || close >= end) throw bad(next, "a [ has no ]");
      var name = text.substring(next + 1, close);
      next = close + 1;
      return new Part.OneHeader(name, shapes(), at + 1);
    }
    if (opens()) {
      var from = next + 1;
      if (group().indexOf('%') >= 0) {
        return new Part.EachHeader(new FormatParser(text, from, next - 1, true).parts(), at + 1);
      }
      next = from - 1;
    }
    return new Part.Headers(shapes(), at + 1);
  }

  private boolean opens() {
    return next < end && text.charAt(next) == '{';
  }

  /// What stands between the braces that begin here.
  private String group() {
    var open = next;
    var depth = 0;
    for (; next < end; next++) {
      switch (text.charAt(next)) {
        case '%', '\\' -> next++;
        case '{' -> depth++;
        case '}' -> depth--;
        default -> {}
      }
      if (depth == 0) return text.substring(open + 1, next++);
    }
    throw bad(open, "a { has no }");
  }

  private Shapes shapes() {
    var shapes = Shapes.PLAIN;
    while (opens()) {
      var from = next + 1;
      shapes = with(shapes, group(), from);
    }
    return shapes;
  }

  private Shapes with(Shapes shapes, String way, int from) {
    if (way.matches("trunc:[1-9]\\d{0,8}")) {
      return shapes.cut(Integer.parseInt(way.substring("trunc:".length())));
    }
    if (shapes.isDecoded() || shapes.isCut()) throw bad(from, "there is one before it already");
    if (way.startsWith("unpack[") && way.endsWith("]")) return shapes.with(unpack(way, from));
    return switch (way) {
      case "hex" -> shapes.with(Decode.HEX);
      case "base64" -> shapes.with(Decode.BASE64);
      case "json" -> shapes.with(Decode.JSON);
      case "text" -> shapes.with(Decode.TEXT);
      case "avro" -> shapes.with(Decode.AVRO);
      case "proto" -> shapes.with(Decode.PROTO);
      default -> throw unknown(way, from);
    };
  }

  private Unpack unpack(String way, int from) {
    var start = "unpack[".length();
    var pattern = way.substring(start, way.length() - 1);
    var unknown = Unpack.firstUnknown(pattern);
    if (unknown < 0) return new Unpack(pattern);
    throw bad(
        from + start + unknown,
        "'%s' is none of < > b B h H i I q Q c . x s $".formatted(pattern.charAt(unknown)));
  }

  private Failure unknown(String way, int from) {
    var near = Nearest.to(way, WAYS).map("; did you mean {%s}?"::formatted);
    return bad(from, "{%s} is unknown%s".formatted(way, near.orElse(": bytes take " + WAYS)));
  }

  /// @param why with a place for what stands in the text there
  private Failure bad(int at, String why, int from, int to) {
    return bad(at, why.formatted(text.substring(from, Math.min(end, to))));
  }

  private Failure bad(int at, String why) {
    return Format.failure(text, at + 1, why);
  }
}
