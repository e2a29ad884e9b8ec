package dev.weir.sink.file;

import dev.weir.Header;
import dev.weir.Message;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as one line of JSON, in the words of `weir consume -o json`:
///
/// | field | |
/// |---|---|
/// | `topic` | text |
/// | `partition` | the number that the sender chose; `"crc32"` where the key's CRC-32 is to choose; else absent |
/// | `timestamp` | milliseconds since 1970 that the sender chose; else absent |
/// | `time` | when the sink took it, ISO 8601, UTC |
/// | `key` `value` | text; `null`; `{"base64":"…"}` where it is not UTF-8 |
/// | `headers` | `[{"key":"…","value":…}]`, as names may repeat |
///
/// Written by hand, because UTF-8 needs no decoding to be quoted.
final class JsonLine {
  private static final int ROOM = 128;

  private final ByteArrayOutputStream line;

  private JsonLine(int sizeBytes) {
    this.line = new ByteArrayOutputStream(sizeBytes);
  }

  /// The object and its line feed.
  static byte[] of(Message message, long nowMillis) {
    var json = new JsonLine(message.sizeBytes() + ROOM);
    json.message(message, nowMillis);
    return json.line.toByteArray();
  }

  private void message(Message message, long nowMillis) {
    text("{\"topic\":\"").text(message.topic()).text("\"");
    if (message.namesPartition()) {
      text(",\"partition\":" + message.partition());
    } else if (message.partition() == Message.BY_CRC32) {
      text(",\"partition\":\"crc32\"");
    }
    if (message.timestamp() != Message.NOW) text(",\"timestamp\":" + message.timestamp());
    text(",\"time\":\"" + Instant.ofEpochMilli(nowMillis) + "\",\"key\":");
    bytes(message.key());
    text(",\"value\":");
    bytes(message.value());
    text(",\"headers\":[");
    headers(message.headers());
    text("]}\n");
  }

  private void headers(List<Header> headers) {
    for (var i = 0; i < headers.size(); i++) {
      text(i == 0 ? "{\"key\":" : ",{\"key\":");
      quoted(headers.get(i).name().getBytes(StandardCharsets.UTF_8));
      text(",\"value\":");
      bytes(headers.get(i).value());
      text("}");
    }
  }

  private void bytes(byte @Nullable [] bytes) {
    if (bytes == null) {
      text("null");
    } else if (isText(bytes)) {
      quoted(bytes);
    } else {
      text("{\"base64\":\"");
      line.writeBytes(Base64.getEncoder().encode(bytes));
      text("\"}");
    }
  }

  private static boolean isText(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private void quoted(byte[] utf8) {
    line.write('"');
    var copied = 0;
    for (var i = 0; i < utf8.length; i++) {
      var b = utf8[i];
      if (b != '"' && b != '\\' && (b < 0 || b >= ' ')) continue;
      line.write(utf8, copied, i - copied);
      text(b >= ' ' ? "\\" + (char) b : "\\u%04x".formatted((int) b));
      copied = i + 1;
    }
    line.write(utf8, copied, utf8.length - copied);
    line.write('"');
  }

  private JsonLine text(String text) {
    line.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }
}
