package dev.weir.gateway.push;

import dev.weir.Header;
import dev.weir.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one record of a `/push` body. Used once, by one thread.
///
/// ```
/// {"topic":"t","data":"x" | "data_base64":"eA==","key":"k" | "key_base64":"aw==",
///  "partition":0,"timestamp":1700000000000,"headers":[{"key":"h","value":"v"}]}
/// ```
final class RecordReader {
  private static final String TOPIC = "topic";
  private static final String DATA = "data";
  private static final String DATA_BASE64 = "data_base64";
  private static final String KEY = "key";
  private static final String KEY_BASE64 = "key_base64";
  private static final String PARTITION = "partition";
  private static final String TIMESTAMP = "timestamp";
  private static final String HEADERS = "headers";

  /// A bit for each by its place.
  private static final List<String> FIELDS =
      List.of(TOPIC, DATA, DATA_BASE64, KEY, KEY_BASE64, PARTITION, TIMESTAMP, HEADERS);

  private final PushJson json;
  private int seen;
  private @Nullable String topic;
  private byte @Nullable [] data;
  private byte @Nullable [] key;
  private int partition;
  private long timestamp = Message.NOW;
  private List<Header> headers = List.of();

  private RecordReader(PushJson json, int unchosen) {
    this.json = json;
    this.partition = unchosen;
  }

  /// @param unchosen what stands for a partition that is not named
  static Message read(PushJson json, int unchosen) throws IOException {
    return new RecordReader(json, unchosen).read();
  }

  private Message read() throws IOException {
    for (var field = json.field(); field != null; field = json.field()) {
      see(field);
      switch (field) {
        case TOPIC -> topic = json.text();
        case DATA -> data(json.utf8(json.text()));
        case DATA_BASE64 -> data(base64());
        case KEY -> key(text());
        case KEY_BASE64 -> key(base64());
        case PARTITION -> partition();
        case TIMESTAMP -> timestamp();
        case HEADERS -> headers();
        default -> json.skip();
      }
    }
    var named = json.present(topic, TOPIC);
    var value = json.present(data, DATA);
    return new Message(named, partition, timestamp, key, value, headers);
  }

  private void see(String field) throws IOException {
    var place = FIELDS.indexOf(field);
    if (place < 0) return;
    json.once((seen & 1 << place) == 0, field);
    seen |= 1 << place;
  }

  private void data(byte @Nullable [] bytes) throws IOException {
    if (bytes == null) return;
    json.oneOf(data != null, DATA, DATA_BASE64);
    data = bytes;
  }

  private void key(byte @Nullable [] bytes) throws IOException {
    if (bytes == null) return;
    json.oneOf(key != null, KEY, KEY_BASE64);
    key = bytes;
  }

  private byte @Nullable [] text() throws IOException {
    var text = json.textOrNull();
    return text == null ? null : json.utf8(text);
  }

  private byte @Nullable [] base64() throws IOException {
    var text = json.textOrNull();
    return text == null ? null : json.base64(text);
  }

  /// The smallest numbers stand for none given; like every negative one, no topic has them.
  private void partition() throws IOException {
    var number = json.numberOrNull();
    if (number != null) partition = Math.max(number, Message.BY_CRC32 + 1);
  }

  private void timestamp() throws IOException {
    var millis = json.millisOrNull();
    if (millis != null) timestamp = millis;
  }

  private void headers() throws IOException {
    if (!json.arrayOrNull()) return;
    headers = new ArrayList<>();
    while (json.another()) headers.add(header());
  }

  private Header header() throws IOException {
    String name = null;
    byte[] value = null;
    var valueSeen = false;
    for (var field = json.field(); field != null; field = json.field()) {
      switch (field) {
        case "key" -> {
          json.once(name == null, field);
          name = json.text();
          json.utf8(name);
        }
        case "value" -> {
          json.once(!valueSeen, field);
          valueSeen = true;
          value = json.bytes();
        }
        default -> json.skip();
      }
    }
    return new Header(json.present(name, "key"), value);
  }
}
