package dev.weir.wal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Problem;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as the payload of a frame.
///
/// ```text
/// reason     dead letters alone: code, what, why, remedy, each a text
/// partition  4 bytes
/// timestamp  8 bytes
/// topic      a text
/// key        bytes or null
/// value      bytes or null
/// headers    their number, then for each: name, a text; value, bytes or null
/// ```
///
/// A text is its UTF-8 bytes; bytes stand behind their number plus 1, and 0 is null ([Varint]). Not
/// shared by threads: it remembers the last topic.
final class MessageCodec {
  private static final int FIXED_BYTES = 12;

  private String topic = "";
  private byte[] topicBytes = {};

  /// Hot. The most that a message can take.
  static long bytesMax(Message message, @Nullable Problem reason) {
    var size = FIXED_BYTES + text(message.topic()) + bytes(message.key()) + bytes(message.value());
    size += Varint.BYTES_MAX;
    var headers = message.headers();
    for (var i = 0; i < headers.size(); i++) {
      size += text(headers.get(i).name()) + bytes(headers.get(i).value());
    }
    if (reason == null) return size;
    return size
        + text(reason.code().name())
        + text(reason.what())
        + text(reason.why())
        + text(reason.remedy());
  }

  private static long text(String text) {
    return Varint.BYTES_MAX + 3L * text.length();
  }

  private static long bytes(byte @Nullable [] bytes) {
    return Varint.BYTES_MAX + (bytes == null ? 0L : bytes.length);
  }

  /// Hot.
  void put(ByteBuffer to, Message message, @Nullable Problem reason, long timestamp) {
    if (reason != null) putReason(to, reason);
    to.putInt(message.partition()).putLong(timestamp);
    Varint.putBytes(to, bytesOf(message.topic()));
    Varint.putBytes(to, message.key());
    Varint.putBytes(to, message.value());
    var headers = message.headers();
    Varint.put(to, headers.size());
    for (var i = 0; i < headers.size(); i++) {
      putText(to, headers.get(i).name());
      Varint.putBytes(to, headers.get(i).value());
    }
  }

  private byte[] bytesOf(String name) {
    if (!name.equals(topic)) {
      topicBytes = name.getBytes(UTF_8);
      topic = name;
    }
    return topicBytes;
  }

  private static void putReason(ByteBuffer to, Problem reason) {
    putText(to, reason.code().name());
    putText(to, reason.what());
    putText(to, reason.why());
    putText(to, reason.remedy());
  }

  private static void putText(ByteBuffer to, String text) {
    Varint.putBytes(to, text.getBytes(UTF_8));
  }

  /// Throws one of several [RuntimeException]s for what no codec of this version wrote.
  Entry get(ByteBuffer from, long sequence, byte type) {
    var reason = type == Frame.DEAD_LETTER ? reason(from) : null;
    var partition = from.getInt();
    var timestamp = from.getLong();
    var message =
        new Message(
            topic(from),
            partition,
            timestamp,
            Varint.getBytes(from),
            Varint.getBytes(from),
            headers(from));
    return new Entry(sequence, message, reason);
  }

  /// Neighbours mostly have one topic: one string for all of them.
  private String topic(ByteBuffer from) {
    var bytes = present(from);
    if (!Arrays.equals(bytes, topicBytes)) {
      topic = new String(bytes, UTF_8);
      topicBytes = bytes;
    }
    return topic;
  }

  private static List<Header> headers(ByteBuffer from) {
    var count = Varint.get(from);
    if (count == 0) return List.of();
    var headers = new ArrayList<Header>();
    for (var i = 0L; i < count; i++) headers.add(new Header(getText(from), Varint.getBytes(from)));
    return headers;
  }

  private static Problem reason(ByteBuffer from) {
    return new Problem(code(getText(from)), getText(from), getText(from), getText(from));
  }

  /// A later Weir may know more kinds; their words are kept all the same.
  private static Problem.Code code(String name) {
    for (var code : Problem.Code.values()) {
      if (code.name().equals(name)) return code;
    }
    return Problem.Code.INVALID_MESSAGE;
  }

  private static String getText(ByteBuffer from) {
    return new String(present(from), UTF_8);
  }

  private static byte[] present(ByteBuffer from) {
    var bytes = Varint.getBytes(from);
    if (bytes == null) throw new IllegalArgumentException("A text is missing");
    return bytes;
  }
}
