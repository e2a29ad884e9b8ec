package dev.weir.gateway.rest.produce;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.gateway.rest.schema.SchemaChoice;
import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.RestException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the body of a produce call of v2. Used once, by one thread.
///
/// ```
/// {"records":[{"key":…,"value":…,"partition":0,"timestamp":1700000000000,
///              "headers":[{"key":"h","value":"base64"}]}],
///  "key_schema":"…" | "key_schema_id":1, "value_schema":"…" | "value_schema_id":2}
/// ```
final class RecordsReader {
  /// Kafka judges it; these are the digits that always fit.
  private static final long TIMESTAMP_MAX = 999_999_999_999_999_999L;

  private static final Fields BODY =
      Fields.of(
          "The body",
          422,
          "records",
          "key_schema",
          "key_schema_id",
          "value_schema",
          "value_schema_id");

  private static final Fields RECORD =
      Fields.of("A record", 422, "value", "key", "partition", "headers", "timestamp");
  private static final Fields HEADER = Fields.of("A header", 422, "key", "value");

  /// What all records of a call have in common.
  ///
  /// @param partition what the path says, or null
  /// @param unchosen what stands for a partition that is not named
  /// @param max how many records there may be: a small body could have more than there is room for
  record Common(String topic, Format format, @Nullable Integer partition, int unchosen, int max) {}

  private final Common common;
  private final JsonBytes json;
  private @Nullable SchemaChoice key;
  private @Nullable SchemaChoice value;

  private RecordsReader(byte[] body, Common common) {
    this.common = common;
    this.json = new JsonBytes(body);
  }

  /// Hot.
  static Batch read(byte[] body, Common common) {
    return new RecordsReader(body, common).batch();
  }

  private Batch batch() {
    if (json.atEnd()) throw RestException.plain(422, "The request body is empty");
    var records = List.<Message>of();
    var seen = 0;
    json.object("The body");
    for (var first = true; json.more(first, '}'); first = false) {
      var field = json.field(BODY, seen);
      seen |= 1 << field;
      switch (field) {
        case 0 -> records = records();
        case 1 -> key = text("key_schema", key);
        case 2 -> key = id("key_schema_id", key);
        case 3 -> value = text("value_schema", value);
        default -> value = id("value_schema_id", value);
      }
    }
    json.end();
    if (records.isEmpty()) throw RestException.plain(422, "The body has no records");
    return new Batch(records, key, value);
  }

  private @Nullable SchemaChoice text(String what, @Nullable SchemaChoice before) {
    if (json.takesNull()) return before;
    return only(before, SchemaChoice.text(json.string(what)));
  }

  private @Nullable SchemaChoice id(String what, @Nullable SchemaChoice before) {
    if (json.takesNull()) return before;
    return only(before, SchemaChoice.id((int) json.count(what, Integer.MAX_VALUE)));
  }

  private static SchemaChoice only(@Nullable SchemaChoice before, SchemaChoice choice) {
    if (before == null) return choice;
    throw RestException.plain(422, "A schema is named by its text or by its id, not by both");
  }

  private List<Message> records() {
    if (json.takesNull()) return List.of();
    var records = new ArrayList<Message>();
    json.array("records");
    for (var first = true; json.more(first, ']'); first = false) {
      if (records.size() == common.max()) throw tooMany(common.max());
      records.add(record());
    }
    return records;
  }

  private static RestException tooMany(int max) {
    return RestException.plain(
        413, "The body has more records than limits.in-flight allows: %d".formatted(max));
  }

  private Message record() {
    byte[] recordKey = null;
    byte[] recordValue = null;
    var partition = common.partition() == null ? common.unchosen() : common.partition();
    var timestamp = Message.NOW;
    var headers = List.<Header>of();
    var seen = 0;
    json.object("A record");
    for (var first = true; json.more(first, '}'); first = false) {
      var field = json.field(RECORD, seen);
      seen |= 1 << field;
      switch (field) {
        case 0 -> recordValue = data("A value");
        case 1 -> recordKey = data("A key");
        case 2 -> partition = partition(partition);
        case 3 -> headers = headers();
        default ->
            timestamp = json.takesNull() ? timestamp : json.count("timestamp", TIMESTAMP_MAX);
      }
    }
    return new Message(common.topic(), partition, timestamp, recordKey, recordValue, headers);
  }

  /// Hot.
  private byte @Nullable [] data(String what) {
    if (json.takesNull()) return null;
    return switch (common.format()) {
      case BINARY -> json.base64(what);
      case TEXT -> text(what);
      case JSON, AVRO, JSONSCHEMA, PROTOBUF -> json.value();
    };
  }

  private byte[] text(String what) {
    if (json.stringComes()) return json.utf8();
    json.skip(); // what is no JSON at all is another mistake
    throw RestException.plain(422, "%s of the format text must be a string".formatted(what));
  }

  private int partition(int absent) {
    if (json.takesNull()) return absent;
    var partition = (int) json.count("partition", Integer.MAX_VALUE);
    if (common.partition() == null) return partition;
    throw RestException.plain(
        422, "The path names partition %d: a record must not".formatted(common.partition()));
  }

  private List<Header> headers() {
    if (json.takesNull()) return List.of();
    var headers = new ArrayList<Header>();
    json.array("headers");
    for (var first = true; json.more(first, ']'); first = false) headers.add(header());
    return headers;
  }

  private Header header() {
    String name = null;
    byte[] bytes = null;
    var seen = 0;
    json.object("A header");
    for (var first = true; json.more(first, '}'); first = false) {
      var field = json.field(HEADER, seen);
      seen |= 1 << field;
      if (field == 0) {
        name = json.string("The key of a header");
      } else {
        bytes = json.takesNull() ? null : json.base64("The value of a header");
      }
    }
    if (name == null) throw RestException.plain(422, "A header has no key");
    return new Header(name, bytes);
  }
}
