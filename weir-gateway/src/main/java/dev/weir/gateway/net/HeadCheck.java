package dev.weir.gateway.net;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads the head of a request to the letter of RFC 9112, and more strictly where that lets a
/// server choose: whatever another program in front of us could read in another way is refused.
///
/// Pure. Used again and again, for one connection.
final class HeadCheck {
  /// From the first byte to the blank line.
  static final int HEAD_BYTES_MAX = 16 << 10;

  static final int LINE_BYTES_MAX = 8 << 10;
  static final int FIELDS_MAX = 100;

  /// As many as always fit into a long.
  private static final int LENGTH_DIGITS_MAX = 18;

  private static final byte[] CONTENT_LENGTH = ascii("content-length");
  private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
  private static final byte[] CHUNKED = ascii("chunked");
  private static final byte[] HOST = ascii("host");

  /// Of the first drafts of WebSocket: the decoder takes eight bytes behind such a head for its
  /// body, of which nothing else tells.
  private static final byte[] DRAFT_KEY = ascii("sec-websocket-key1");

  private static final byte[] UPGRADE = ascii("upgrade");
  private static final byte[] H2C = ascii("h2c");
  private static final byte[] VERSION = ascii("HTTP/");
  private static final int VERSION_BYTES = 8;

  /// What a name is made of.
  private static final boolean[] TOKEN = token();

  private byte[] head = {};

  /// Whether it is HTTP/1.1, and not 1.0.
  private boolean modern;

  private int hosts;
  private long length;
  private boolean chunked;
  private boolean upgrade;

  /// Reads a head with all its line ends. Hot.
  @Nullable Breach read(byte[] bytes) {
    head = bytes;
    hosts = 0;
    length = -1;
    chunked = false;
    upgrade = false;
    var fields = 0;
    var at = 0;
    for (var from = 0; from < bytes.length; from = at) {
      var to = endOfLine(from);
      if (to < 0) return Breach.NO_HTTP;
      at = to + 2;
      if (at == bytes.length && to == from) break; // the blank line
      if (fields > FIELDS_MAX) return Breach.LARGE_HEAD;
      var breach = fields++ == 0 ? requestLine(from, to) : field(from, to);
      if (breach != null) return breach;
    }
    var oneHost = hosts == 1 || (hosts == 0 && !modern);
    return oneHost && !(chunked && length >= 0) ? null : Breach.NO_HTTP;
  }

  /// How long the body is that follows; 0 where there is none, or where it comes in chunks.
  long length() {
    return Math.max(0, length);
  }

  boolean chunked() {
    return chunked;
  }

  /// Whether it asks to go on with HTTP/2.
  boolean upgrade() {
    return upgrade;
  }

  /// Where the line's CR is, or -1 if it does not end as it should.
  private int endOfLine(int from) {
    for (var i = from; i < head.length; i++) {
      if (head[i] == '\n') return i > from && head[i - 1] == '\r' ? i - 1 : -1;
    }
    return -1;
  }

  private @Nullable Breach requestLine(int from, int to) {
    var path = name(from, to) + 1;
    var version = to - VERSION_BYTES;
    if (path == from + 1 || version - 1 <= path) return Breach.NO_HTTP;
    if (head[path - 1] != ' ' || head[version - 1] != ' ') return Breach.NO_HTTP;
    for (var i = path; i < version - 1; i++) {
      if ((head[i] >= 0 && head[i] <= ' ') || head[i] == 0x7F) return Breach.NO_HTTP;
    }
    if (!is(VERSION, version, version + VERSION.length) || head[version] != 'H') {
      return Breach.NO_HTTP;
    }
    modern = head[to - 1] == '1';
    var known = head[to - 3] == '1' && head[to - 2] == '.' && (modern || head[to - 1] == '0');
    return known ? null : Breach.VERSION;
  }

  /// A field that is folded begins with a space, and that is no name.
  private @Nullable Breach field(int from, int to) {
    var colon = name(from, to);
    if (colon == from || colon == to || head[colon] != ':') return Breach.NO_HTTP;
    for (var i = colon + 1; i < to; i++) {
      var b = head[i];
      if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7F) return Breach.NO_HTTP;
    }
    return meaning(from, colon, to);
  }

  /// Hot: most names have another length than those that matter.
  private @Nullable Breach meaning(int from, int colon, int to) {
    switch (colon - from) {
      case 4 -> {
        if (is(HOST, from, colon)) hosts++;
      }
      case 7 -> {
        if (is(UPGRADE, from, colon)) upgrade = is(H2C, start(colon, to), end(colon, to));
      }
      case 14 -> {
        if (is(CONTENT_LENGTH, from, colon)) return length(start(colon, to), end(colon, to));
      }
      case 17 -> {
        if (is(TRANSFER_ENCODING, from, colon)) return coding(start(colon, to), end(colon, to));
      }
      case 18 -> {
        if (is(DRAFT_KEY, from, colon)) return Breach.NO_HTTP;
      }
      default -> {}
    }
    return null;
  }

  private @Nullable Breach length(int from, int to) {
    if (length >= 0 || from == to || to - from > LENGTH_DIGITS_MAX) return Breach.NO_HTTP;
    length = 0;
    for (var i = from; i < to; i++) {
      if (head[i] < '0' || head[i] > '9') return Breach.NO_HTTP;
      length = 10 * length + head[i] - '0';
    }
    return null;
  }

  private @Nullable Breach coding(int from, int to) {
    if (chunked || !modern) return Breach.NO_HTTP;
    chunked = is(CHUNKED, from, to);
    return chunked ? null : Breach.CODING;
  }

  /// Where the name that begins here ends.
  private int name(int from, int to) {
    var at = from;
    while (at < to && head[at] >= 0 && TOKEN[head[at]]) at++;
    return at;
  }

  private int start(int colon, int to) {
    var at = colon + 1;
    while (at < to && space(head[at])) at++;
    return at;
  }

  private int end(int colon, int to) {
    var at = to;
    while (at > colon + 1 && space(head[at - 1])) at--;
    return Math.max(at, start(colon, to));
  }

  private static boolean space(byte b) {
    return b == ' ' || b == '\t';
  }

  /// Without regard to case, of the small letters that the word has.
  private boolean is(byte[] word, int from, int to) {
    if (to - from != word.length) return false;
    for (var i = 0; i < word.length; i++) {
      var b = head[from + i];
      if (b != word[i] && (b < 'A' || b > 'Z' || (b | 0x20) != word[i])) return false;
    }
    return true;
  }

  private static boolean[] token() {
    var token = new boolean[128];
    for (var c = '!'; c < 0x7F; c++) token[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    return token;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
