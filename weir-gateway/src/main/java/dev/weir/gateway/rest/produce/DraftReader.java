package dev.weir.gateway.rest.produce;

import dev.weir.Header;
import dev.weir.gateway.rest.produce.Draft.Datum;
import dev.weir.gateway.web.RestException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one record of v3. Used once, by one thread.
///
/// ```
/// {"partition_id":0,"headers":[{"name":"h","value":"base64" | "string":"text"}],
///  "key":{…},"value":{…},"timestamp":"2026-11-21T16:50:00Z"}
/// ```
final class DraftReader {
  private static final Fields RECORD =
      Fields.of("A record", 400, "value", "key", "partition_id", "headers", "timestamp", "id");

  private static final Fields HEADER = Fields.of("A header", 400, "name", "value", "string");

  /// What stands in the place of what is not named.
  record Absent(int partition, long timestamp) {}

  private final JsonBytes json;
  private int partition;
  private long timestamp;
  private List<Header> headers = List.of();
  private @Nullable Datum key;
  private @Nullable Datum value;

  private DraftReader(JsonBytes json, Absent absent) {
    this.json = json;
    this.partition = absent.partition();
    this.timestamp = absent.timestamp();
  }

  /// A record that is all of these bytes. Hot.
  static Draft read(byte[] bytes, Absent absent) {
    var json = new JsonBytes(bytes);
    var draft = new DraftReader(json, absent).draft(false);
    json.end();
    return draft;
  }

  /// A record of a batch, whose id was read before.
  static Draft readEntry(JsonBytes json, Absent absent) {
    return new DraftReader(json, absent).draft(true);
  }

  private Draft draft(boolean withId) {
    var seen = 0;
    json.object("A record");
    for (var first = true; json.more(first, '}'); first = false) {
      var field = json.field(RECORD, seen);
      seen |= 1 << field;
      switch (field) {
        case 0 -> value = DatumReader.read(json, "value");
        case 1 -> key = DatumReader.read(json, "key");
        case 2 -> partition();
        case 3 -> headers();
        case 4 -> timestamp();
        default -> id(withId);
      }
    }
    return new Draft(partition, timestamp, headers, key, value);
  }

  private void id(boolean expected) {
    if (!expected) throw RestException.plain(400, "A record has an id only in a batch");
    json.skip();
  }

  private void partition() {
    if (!json.takesNull()) partition = (int) json.count("partition_id", Integer.MAX_VALUE);
  }

  private void timestamp() {
    if (json.takesNull()) return;
    var text = json.string("timestamp");
    try {
      timestamp = OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw badTime(text).because(e);
    }
    if (timestamp < 0) throw badTime(text);
  }

  private static RestException badTime(String text) {
    return RestException.plain(
        400,
        "'%s' is no time from 1970 on such as 2026-01-31T12:00:00Z"
            .formatted(JsonBytes.shown(text)));
  }

  private void headers() {
    if (json.takesNull()) return;
    headers = new ArrayList<>();
    json.array("headers");
    for (var first = true; json.more(first, ']'); first = false) headers.add(header());
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
        name = json.string("The name of a header");
      } else if (!json.takesNull()) {
        if (bytes != null) throw RestException.plain(400, "A header has two values");
        bytes = field == 1 ? json.base64("The value of a header") : json.utf8OfString("A header");
      }
    }
    if (name == null) throw RestException.plain(400, "A header has no name");
    return new Header(name, bytes);
  }
}
