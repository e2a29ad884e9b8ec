package dev.weir.cli.wal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.cli.message.JsonMessages;
import dev.weir.cli.message.MessageAsJson;
import dev.weir.wal.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// A message of a log as one line of JSON, whole, which `weir replay` can read:
///
/// | field | |
/// |---|---|
/// | `sequence` | its place in the log |
/// | `topic` | |
/// | `partition` | where one was asked for; `"crc32"` where the key's CRC-32 is to choose |
/// | `timestamp` | milliseconds since 1970 |
/// | `key` `value` `headers` | as in [MessageAsJson] |
/// | `reason` | of a dead letter: `{"code":"…","what":"…","why":"…","remedy":"…"}` |
final class EntryAsJson {
  private final JsonGenerator json;

  EntryAsJson(OutputStream out) {
    try {
      json = new JsonFactory().createGenerator(out).setRootValueSeparator(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void print(Entry entry) {
    try {
      write(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Entry entry) throws IOException {
    var message = entry.message();
    json.writeStartObject();
    json.writeNumberField("sequence", entry.sequence());
    json.writeStringField("topic", message.topic());
    if (message.namesPartition()) {
      json.writeNumberField("partition", message.partition());
    } else if (message.partition() == Message.BY_CRC32) {
      json.writeStringField("partition", JsonMessages.CRC32);
    }
    json.writeNumberField("timestamp", message.timestamp());
    MessageAsJson.bytes(json, "key", message.key());
    MessageAsJson.bytes(json, "value", message.value());
    headers(message);
    if (entry.reason() != null) reason(entry.reason());
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void headers(Message message) throws IOException {
    json.writeArrayFieldStart("headers");
    for (var header : message.headers()) {
      json.writeStartObject();
      json.writeStringField("key", header.name());
      MessageAsJson.bytes(json, "value", header.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void reason(Problem reason) throws IOException {
    json.writeObjectFieldStart("reason");
    json.writeStringField("code", reason.code().label());
    json.writeStringField("what", reason.what());
    json.writeStringField("why", reason.why());
    json.writeStringField("remedy", reason.remedy());
    json.writeEndObject();
  }

  void flush() {
    try {
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
