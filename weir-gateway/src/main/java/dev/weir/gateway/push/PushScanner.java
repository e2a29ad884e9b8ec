package dev.weir.gateway.push;

import dev.weir.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a plain `/push` body straight from its bytes: known fields, each once, in any order, their
/// text in ASCII without escapes. All else it leaves to [PushReader]; what it does read, that would
/// have read the same. Used once, by one thread.
final class PushScanner {
  private static final byte[][] PUSH_FIELDS = quoted("records", "wait_for_send");
  private static final int RECORDS = 1;
  private static final int WAIT = 1 << 1;

  private static final byte[][] RECORD_FIELDS =
      quoted("topic", "data", "key", "partition", "timestamp", "data_base64", "key_base64");
  private static final int TOPIC = 1;
  private static final int DATA = 1 << 1;
  private static final int KEY = 1 << 2;
  private static final int PARTITION = 1 << 3;
  private static final int TIMESTAMP = 1 << 4;
  private static final int DATA_BASE64 = 1 << 5;
  private static final int KEY_BASE64 = 1 << 6;
  private static final int BOTH_DATA = DATA | DATA_BASE64;
  private static final int BOTH_KEYS = KEY | KEY_BASE64;

  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");

  /// As many as always fit into an int.
  private static final int INT_DIGITS = 9;

  /// As many as always fit into a long.
  private static final int LONG_DIGITS = 18;

  private final byte[] body;

  /// What stands for a partition that is not named.
  private final int unchosen;

  private int at;

  /// False from the first thing on that is not plain.
  private boolean plain = true;

  private PushScanner(byte[] body, int unchosen) {
    this.body = body;
    this.unchosen = unchosen;
  }

  /// Null where the body is not plain, and that is all it says of it.
  static PushCodec.@Nullable Push read(byte[] body, int unchosen) {
    var scanner = new PushScanner(body, unchosen);
    var push = scanner.push();
    return scanner.plain ? push : null;
  }

  private PushCodec.Push push() {
    var records = List.<Message>of();
    var wait = false;
    var seen = 0;
    expect('{');
    do {
      var field = field(PUSH_FIELDS, seen);
      seen |= field;
      switch (field) {
        case RECORDS -> records = records();
        case WAIT -> wait = flag();
        default -> plain = false;
      }
    } while (plain && takes(','));
    expect('}');
    skipSpace();
    plain &= at == body.length && (seen & RECORDS) != 0;
    return new PushCodec.Push(records, wait);
  }

  private List<Message> records() {
    var records = new ArrayList<Message>();
    expect('[');
    if (takes(']')) return records;
    do {
      records.add(record());
    } while (plain && takes(','));
    expect(']');
    return records;
  }

  private Message record() {
    var topic = "";
    var data = NULL;
    byte[] key = null;
    var partition = unchosen;
    var timestamp = Message.NOW;
    var seen = 0;
    expect('{');
    do {
      var field = field(RECORD_FIELDS, seen);
      seen |= field;
      switch (field) {
        case TOPIC -> topic = new String(text(), StandardCharsets.US_ASCII);
        case DATA -> data = text();
        case KEY -> key = takes(NULL) ? null : text();
        case PARTITION -> partition = takes(NULL) ? unchosen : (int) number(INT_DIGITS);
        case TIMESTAMP -> timestamp = takes(NULL) ? Message.NOW : number(LONG_DIGITS);
        case DATA_BASE64 -> data = base64();
        case KEY_BASE64 -> key = base64();
        default -> plain = false;
      }
    } while (plain && takes(','));
    expect('}');
    plain &= (seen & TOPIC) != 0 && Integer.bitCount(seen & BOTH_DATA) == 1;
    plain &= (seen & BOTH_KEYS) != BOTH_KEYS;
    return new Message(topic, partition, timestamp, key, data, List.of());
  }

  /// The bit of the field that comes next, by its place among the known; 0 if it is none of them,
  /// or comes again.
  private int field(byte[][] known, int seen) {
    for (var i = 0; i < known.length; i++) {
      if (takes(known[i])) {
        expect(':');
        return ~seen & 1 << i;
      }
    }
    return 0;
  }

  private byte[] text() {
    expect('"');
    var from = at;
    var to = PlainText.end(body, from);
    at = to;
    plain &= takesNext('"'); // with no white space before it: in a string that would be text
    return Arrays.copyOfRange(body, from, to);
  }

  private boolean flag() {
    if (takes(TRUE)) return true;
    plain &= takes(FALSE) || takes(NULL);
    return false;
  }

  private byte[] base64() {
    var bytes = Base64Text.decoded(text());
    plain &= bytes != null;
    return bytes == null ? NULL : bytes;
  }

  private long number(int digitsMax) {
    skipSpace();
    var from = at;
    var number = 0L;
    for (; at < body.length && body[at] >= '0' && body[at] <= '9'; at++) {
      number = 10 * number + body[at] - '0';
    }
    var digits = at - from;
    plain &= digits == 1 || (digits > 1 && digits <= digitsMax && body[from] != '0');
    return number;
  }

  private void expect(char c) {
    plain &= takes(c);
  }

  private boolean takes(char c) {
    skipSpace();
    return takesNext(c);
  }

  private boolean takesNext(char c) {
    if (at == body.length || body[at] != c) return false;
    at++;
    return true;
  }

  private boolean takes(byte[] word) {
    skipSpace();
    var end = at + word.length;
    if (end > body.length || !Arrays.equals(body, at, end, word, 0, word.length)) return false;
    at = end;
    return true;
  }

  private void skipSpace() {
    while (at < body.length && space(body[at])) at++;
  }

  private static boolean space(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static byte[][] quoted(String... names) {
    return Stream.of(names).map(name -> ascii('"' + name + '"')).toArray(byte[][]::new);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
