package dev.weir.gateway.rest.produce;

import dev.weir.gateway.net.Utf8;
import dev.weir.gateway.web.RestException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// Reads JSON straight from its bytes, to the letter of its grammar. What is wrong is a
/// [RestException] with the status 400, unless it says otherwise. Used by one thread.
///
/// Values that are only passed on are neither unpacked nor put together again: their bytes are
/// copied, without the white space between them, so numbers and the order of names stay as sent.
final class JsonBytes {
  private static final int DEPTH_MAX = 256;
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");

  private static final int DIGITS_MAX = 18; // as many as always fit

  private final byte[] body;
  private int at;

  /// The white space so far, and whether the last string had an escape.
  private int spaces;

  private boolean escaped;

  /// Throws 400 where it is not UTF-8.
  JsonBytes(byte[] body) {
    this.body = body;
    if (!Utf8.valid(body)) throw RestException.plain(400, "The body is not UTF-8");
  }

  /// Where the next value begins.
  int place() {
    skipSpace();
    return at;
  }

  /// Reads on from a place where this has been.
  void goTo(int place) {
    at = place;
  }

  boolean atEnd() {
    skipSpace();
    return at == body.length;
  }

  void end() {
    if (!atEnd()) throw malformed("nothing more");
  }

  void object(String what) {
    if (!takes('{')) throw wrong(what, "an object");
  }

  void array(String what) {
    if (!takes('[')) throw wrong(what, "an array");
  }

  /// Whether another element comes before the object or the array closes. Hot.
  ///
  /// @param first whether there was none yet
  boolean more(boolean first, char close) {
    if (takes(close)) return false;
    if (!first && !takes(',')) throw malformed("',' or '" + close + "'");
    return true;
  }

  /// The place of the next name among the known ones; refuses others and those that came before.
  /// Hot.
  ///
  /// @param seen a bit for each that was
  int field(Fields fields, int seen) {
    var field = plainField(fields);
    if (field < 0) field = anyField(fields);
    if ((seen & 1 << field) != 0) {
      throw refused("%s has its %s twice".formatted(fields.where(), fields.names().get(field)));
    }
    colon();
    return field;
  }

  private int plainField(Fields fields) {
    skipSpace();
    var quoted = fields.quoted();
    for (var i = 0; i < quoted.size(); i++) {
      if (takesNext(quoted.get(i))) return i;
    }
    return -1;
  }

  private int anyField(Fields fields) {
    var name = name();
    var field = fields.names().indexOf(name);
    if (field >= 0) return field;
    throw RestException.plain(
        fields.status(),
        "%s has an unknown field '%s'; it may have %s"
            .formatted(fields.where(), shown(name), String.join(", ", fields.names())));
  }

  /// The name of any field, with its colon to come.
  String name() {
    skipSpace();
    if (at == body.length || body[at] != '"') throw malformed("a name");
    return string();
  }

  void colon() {
    if (!takes(':')) throw malformed("':'");
  }

  boolean takesNull() {
    skipSpace();
    return takesNext(NULL);
  }

  /// Whether a string comes next.
  boolean stringComes() {
    skipSpace();
    return at < body.length && body[at] == '"';
  }

  /// The bytes of the value that comes next, whatever it is. Hot.
  byte[] value() {
    var from = place();
    var spacesBefore = spaces;
    skip();
    return spaces == spacesBefore ? Arrays.copyOfRange(body, from, at) : compact(from, at);
  }

  /// All but the white space between the tokens.
  private byte[] compact(int from, int to) {
    var bytes = new byte[to - from];
    var size = 0;
    var inString = false;
    for (var i = from; i < to; i++) {
      var b = body[i];
      if (!inString && space(b)) continue;
      bytes[size++] = b;
      if (b == '"') {
        inString = !inString;
      } else if (b == '\\') {
        bytes[size++] = body[++i];
      }
    }
    return Arrays.copyOf(bytes, size);
  }

  /// The value that comes next, whatever it is. Hot.
  void skip() {
    skip(0);
  }

  private void skip(int depth) {
    skipSpace();
    if (at == body.length) throw malformed("a value");
    switch (body[at]) {
      case '"' -> skipString();
      case '{' -> skipObject(deeper(depth));
      case '[' -> skipArray(deeper(depth));
      case 't' -> word(TRUE);
      case 'f' -> word(FALSE);
      case 'n' -> word(NULL);
      default -> skipNumber();
    }
  }

  private int deeper(int depth) {
    if (depth < DEPTH_MAX) return depth + 1;
    throw refused("The JSON is nested deeper than %d levels".formatted(DEPTH_MAX));
  }

  private void skipObject(int depth) {
    at++;
    for (var first = true; more(first, '}'); first = false) {
      skipSpace();
      if (at == body.length || body[at] != '"') throw malformed("a name");
      skipString();
      colon();
      skip(depth);
    }
  }

  private void skipArray(int depth) {
    at++;
    for (var first = true; more(first, ']'); first = false) skip(depth);
  }

  private void word(byte[] word) {
    if (!takesNext(word)) throw malformed("a value");
  }

  private void skipNumber() {
    if (at < body.length && body[at] == '-') at++;
    if (at < body.length && body[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < body.length && body[at] == '.') {
      at++;
      digits();
    }
    if (at < body.length && (body[at] == 'e' || body[at] == 'E')) {
      at++;
      if (at < body.length && (body[at] == '+' || body[at] == '-')) at++;
      digits();
    }
  }

  private void digits() {
    var from = at;
    while (at < body.length && body[at] >= '0' && body[at] <= '9') at++;
    if (at == from) throw malformed("a value");
  }

  /// Hot.
  private void skipString() {
    at++;
    escaped = false;
    while (true) {
      at = Text.end(body, at);
      if (at == body.length) throw malformed("the end of a string");
      switch (body[at]) {
        case '"' -> {
          at++;
          return;
        }
        case '\\' -> {
          escaped = true;
          var end = Text.escapeEnd(body, at);
          if (end < 0) throw malformed("an escape");
          at = end;
        }
        default -> throw malformed("no control character in a string");
      }
    }
  }

  /// The UTF-8 of a string. Hot.
  byte[] utf8() {
    var from = place() + 1;
    skipString();
    if (!escaped) return Arrays.copyOfRange(body, from, at - 1);
    return unescaped(from).getBytes(StandardCharsets.UTF_8);
  }

  /// The UTF-8 of a string, or refuses what comes.
  byte[] utf8OfString(String what) {
    if (!stringComes()) throw wrong(what, "a string");
    return utf8();
  }

  String string() {
    var from = place() + 1;
    skipString();
    return escaped
        ? unescaped(from)
        : new String(body, from, at - 1 - from, StandardCharsets.UTF_8);
  }

  private String unescaped(int from) {
    var text = Text.unescaped(body, from, at - 1);
    if (!Text.hasLoneSurrogate(text)) return text;
    throw refused("A string has half of a character (a lone surrogate)");
  }

  /// A string, or refuses what comes.
  String string(String what) {
    if (!stringComes()) throw wrong(what, "a string");
    return string();
  }

  /// The bytes of a string in base64. Hot.
  byte[] base64(String what) {
    if (!stringComes()) throw wrong(what, "base64 text");
    var from = place() + 1;
    skipString();
    var text =
        escaped
            ? ByteBuffer.wrap(unescaped(from).getBytes(StandardCharsets.UTF_8))
            : ByteBuffer.wrap(body, from, at - 1 - from);
    try {
      return bytes(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw refused("%s is not base64".formatted(what)).because(e);
    }
  }

  /// The decoder wraps an array of its own, which mostly has the right length. Hot.
  @SuppressWarnings("ByteBufferBackingArray") // it is at the array's beginning
  private static byte[] bytes(ByteBuffer decoded) {
    var bytes = decoded.array();
    return decoded.remaining() == bytes.length ? bytes : Arrays.copyOf(bytes, decoded.remaining());
  }

  /// A whole number from 0 on.
  long count(String what, long max) {
    var from = place();
    if (at == body.length) throw malformed("a value");
    if (body[at] != '-' && (body[at] < '0' || body[at] > '9')) throw wrong(what, "a whole number");
    skipNumber();
    var text = new String(body, from, at - from, StandardCharsets.US_ASCII);
    if (!text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))) {
      throw wrong(what, "a whole number");
    }
    var fits = text.length() <= DIGITS_MAX && Long.parseLong(text) <= max;
    if (text.charAt(0) != '-' && fits) return Long.parseLong(text);
    throw RestException.plain(
        422, "%s is %s, and may be 0 to %d".formatted(what, shown(text), max));
  }

  private boolean takes(char c) {
    skipSpace();
    if (at == body.length || body[at] != c) return false;
    at++;
    return true;
  }

  private boolean takesNext(byte[] word) {
    var end = at + word.length;
    if (end > body.length || !Arrays.equals(body, at, end, word, 0, word.length)) return false;
    at = end;
    return true;
  }

  private void skipSpace() {
    while (at < body.length && space(body[at])) {
      at++;
      spaces++;
    }
  }

  private static boolean space(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /// Of the right grammar, and all the same not what stands there usually.
  RestException wrong(String what, String wanted) {
    return refused(what + " must be " + wanted);
  }

  /// Hot where what comes is no record at all, so nothing is formatted.
  private RestException refused(String why) {
    return RestException.plain(400, why + " (at byte " + at + ")");
  }

  private RestException malformed(String wanted) {
    var end = at >= body.length ? ", and the body ends" : "";
    return RestException.plain(
        400, "The JSON is malformed: at byte " + at + " " + wanted + " was expected" + end);
  }

  /// What a client sent, fit to be sent back.
  static String shown(String text) {
    var cut = text.length() > 100 ? text.substring(0, 100) + "..." : text;
    return cut.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
