package dev.weir.gateway.rest.consumers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weir.config.ConsumersConfig.BadRecord;
import dev.weir.gateway.rest.schema.Schemas;
import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.RestException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Writes the records of one read as JSON:
/// `[{"topic","key","value","partition","offset","timestamp","headers"}]`, the headers where there
/// are any. One thread uses it, which may block where the format has schemas. Hot.
final class Records {
  /// A zero and the id of the schema.
  private static final int FRAME_BYTES = 5;

  private static final byte[] NULL = bytes("null");
  private static final byte[] TOPIC = bytes("{\"topic\":");
  private static final byte[] KEY = bytes(",\"key\":");
  private static final byte[] VALUE = bytes(",\"value\":");
  private static final byte[] PARTITION = bytes(",\"partition\":");
  private static final byte[] OFFSET = bytes(",\"offset\":");
  private static final byte[] TIMESTAMP = bytes(",\"timestamp\":");
  private static final byte[] HEADERS = bytes(",\"headers\":[");
  private static final byte[] HEADER = bytes("{\"key\":");
  private static final byte[] ERROR = bytes(",\"error\":");

  /// What each record has, with the quotes of the topic and the last brace.
  private static final int FIXED_BYTES =
      TOPIC.length
          + KEY.length
          + VALUE.length
          + PARTITION.length
          + OFFSET.length
          + TIMESTAMP.length
          + 3;

  private final Format format;
  private final BadRecord bad;
  private final Texts texts;
  private final JsonBytes json;
  private String topic = "";
  private byte[] start = NULL;

  /// @param bad what becomes of a record that is not of the format
  private Records(Format format, BadRecord bad, Texts texts, long capacity) {
    this.format = format;
    this.bad = bad;
    this.texts = texts;
    this.json = new JsonBytes(capacity);
  }

  static byte[] json(
      List<ConsumerRecord<byte[], byte[]>> records, Format format, BadRecord bad, Schemas schemas) {
    var writing = new Records(format, bad, Texts.of(format, schemas), capacity(records, format));
    writing.all(records);
    return writing.json.toBytes();
  }

  /// Just as many bytes as it takes, where that can be told beforehand: then nothing is copied at
  /// the end. Else about so many.
  private static long capacity(List<ConsumerRecord<byte[], byte[]>> records, Format format) {
    var sum = 1L + Math.max(1, records.size());
    for (var record : records) {
      sum += FIXED_BYTES + record.topic().length();
      sum += JsonBytes.digits(record.partition()) + JsonBytes.digits(record.offset());
      sum += JsonBytes.digits(Math.max(0, record.timestamp()));
      sum += size(record.key(), format) + size(record.value(), format);
    }
    return sum;
  }

  private static int size(byte @Nullable [] data, Format format) {
    if (data == null) return NULL.length;
    return 2 + (format == Format.BINARY ? JsonBytes.base64Length(data.length) : data.length);
  }

  private void all(List<ConsumerRecord<byte[], byte[]>> records) {
    json.raw('[');
    for (var record : records) {
      var before = json.length();
      if (before > 1) json.raw(',');
      if (!one(record)) json.cut(before);
    }
    json.raw(']');
  }

  private boolean one(ConsumerRecord<byte[], byte[]> record) {
    json.raw(start(record.topic())).raw(KEY);
    var wrongKey = key(record.key());
    if (wrongKey != null && bad == BadRecord.SKIP) return false;
    if (wrongKey != null && bad == BadRecord.FAIL) throw failed(record, "key", wrongKey);
    json.raw(VALUE);
    var wrongValue = put(record.value());
    if (wrongValue != null && bad == BadRecord.SKIP) return false;
    if (wrongValue != null && bad == BadRecord.FAIL) throw failed(record, "value", wrongValue);
    json.raw(PARTITION).number(record.partition()).raw(OFFSET).number(record.offset());
    json.raw(TIMESTAMP).number(record.timestamp());
    headers(record);
    var wrong = wrongValue == null ? wrongKey : wrongValue;
    if (wrong != null) json.raw(ERROR).text(reason(record, wrong));
    json.raw('}');
    return true;
  }

  /// A key without a schema is no mistake among values with schemas.
  private @Nullable String key(byte @Nullable [] key) {
    if (key == null || !format.hasSchema() || isFramed(key)) return put(key);
    json.base64(key);
    return null;
  }

  private static boolean isFramed(byte[] data) {
    return data.length >= FRAME_BYTES && data[0] == 0;
  }

  /// Writes it, as base64 where it is not of the format, and then answers why.
  private @Nullable String put(byte @Nullable [] data) {
    if (data == null) {
      json.raw(NULL);
      return null;
    }
    if (format == Format.BINARY) {
      json.base64(data);
      return null;
    }
    var wrong = texts.put(data, json);
    if (wrong != null) json.base64(data);
    return wrong;
  }

  private void headers(ConsumerRecord<byte[], byte[]> record) {
    var first = true;
    for (var header : record.headers()) {
      json.raw(first ? HEADERS : bytes(",")).raw(HEADER).text(header.key()).raw(VALUE);
      var value = header.value();
      if (value == null) json.raw(NULL);
      else json.base64(value);
      json.raw('}');
      first = false;
    }
    if (!first) json.raw(']');
  }

  private byte[] start(String topic) {
    if (topic.equals(this.topic)) return start;
    this.topic = topic;
    var written = new JsonBytes(64).raw(TOPIC).text(topic);
    start = written.toBytes();
    return start;
  }

  private RestException failed(ConsumerRecord<byte[], byte[]> record, String part, String why) {
    return new RestException(
        422,
        42203,
        "The %s of the record in topic %s, partition %d, offset %d is not %s: %s. The position is unchanged; seek to the next offset to pass it over"
            .formatted(
                part, record.topic(), record.partition(), record.offset(), format.label(), why));
  }

  private String reason(ConsumerRecord<byte[], byte[]> record, String why) {
    return "The record in topic %s, partition %d, offset %d is not %s: %s"
        .formatted(record.topic(), record.partition(), record.offset(), format.label(), why);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
