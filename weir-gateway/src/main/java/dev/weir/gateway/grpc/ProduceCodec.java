package dev.weir.gateway.grpc;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.TopicName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The two messages of `KafkaAmbassador/Produce`, as protobuf writes them.
///
/// | message | field | type | meaning |
/// |---|---|---|---|
/// | `ProdRq` | 1 | string | topic |
/// | | 2 | bytes | message |
/// | | 3 | uint64 | offset in the client's stream |
/// | | 4 | optional bytes | key |
/// | | 5 | repeated `Header` | headers |
/// | | 6 | optional int32 | partition |
/// | | 7 | optional int64 | timestamp, in milliseconds since 1970 |
/// | | 8 | bool | whether the answer is to tell the message's place |
/// | `Header` | 1 | string | key |
/// | | 2 | optional bytes | value |
/// | `ProdRs` | 1 | optional int32 | partition, only where it was asked for and Kafka has told |
/// | | 2 | optional int64 | offset in the partition, likewise |
/// | | 3 | uint64 | the offset of the request that it acknowledges |
///
/// A field that is missing is empty, 0, or as if it had not been thought of; one that is not known
/// is passed over. The offset is the client's own: it may repeat and go back.
///
/// One for each stream, on its event loop: it remembers the last topic.
final class ProduceCodec {
  private static final int TOPIC = 1;
  private static final int MESSAGE = 2;
  private static final int STREAM_OFFSET = 3;
  private static final int KEY = 4;
  private static final int HEADER = 5;
  private static final int PARTITION = 6;
  private static final int TIMESTAMP = 7;
  private static final int WANT_POSITION = 8;
  private static final int HEADER_KEY = 1;
  private static final int HEADER_VALUE = 2;
  private static final int TOLD_PARTITION = 1;
  private static final int TOLD_OFFSET = 2;
  private static final byte[] NOTHING = {};

  /// Three varints, the longest of 64 bits, and the tag before each.
  static final int RESPONSE_BYTES_MAX = 33;

  /// More than anybody has; each costs memory beside its bytes.
  static final int HEADERS_MAX = 1_000;

  /// What came of reading a request.
  sealed interface Decoded {}

  /// What a request asks for.
  record ProdRq(Message message, long streamOffset, boolean wantsPosition) implements Decoded {}

  /// Why there is no message in it.
  record Unfit(Answer.End end) implements Decoded {}

  private static final Unfit MALFORMED = new Unfit(Answer.MALFORMED);

  private final ProtoFields fields = new ProtoFields(NOTHING);
  private byte[] topicBytes = NOTHING;
  private String topic = "";

  /// Reads a request. Hot.
  ///
  /// @param unchosen what the partition is where the client names none
  Decoded decode(byte[] bytes, int from, int to, int unchosen) {
    fields.begin(bytes, from, to);
    var name = "";
    var value = NOTHING;
    var streamOffset = 0L;
    byte[] key = null;
    List<Header> headers = List.of();
    var partition = unchosen;
    var timestamp = Message.NOW;
    var wantsPosition = false;
    while (fields.next()) {
      if (fields.is(TOPIC, ProtoFields.BYTES)) name = topic();
      if (fields.is(MESSAGE, ProtoFields.BYTES)) value = fields.bytes();
      if (fields.is(STREAM_OFFSET, ProtoFields.VARINT)) streamOffset = fields.varint();
      if (fields.is(KEY, ProtoFields.BYTES)) key = fields.bytes();
      if (fields.is(HEADER, ProtoFields.BYTES)) {
        if (headers.isEmpty()) headers = new ArrayList<>();
        if (!addHeader(headers)) return MALFORMED;
      }
      if (fields.is(PARTITION, ProtoFields.VARINT)) {
        partition = (int) fields.varint();
        if (partition < 0) return unfit("partition is " + partition);
      }
      if (fields.is(TIMESTAMP, ProtoFields.VARINT)) {
        timestamp = fields.varint();
        if (timestamp < 0) return unfit("timestamp is " + timestamp);
      }
      if (fields.is(WANT_POSITION, ProtoFields.VARINT)) wantsPosition = fields.varint() != 0;
      if (headers.size() > HEADERS_MAX) return unfit("headers are over " + HEADERS_MAX);
    }
    if (fields.malformed()) return MALFORMED;
    var message = new Message(name, partition, timestamp, key, value, headers);
    return new ProdRq(message, streamOffset, wantsPosition);
  }

  /// Most streams write to one topic. What is no topic is not kept.
  private String topic() {
    if (fields.are(topicBytes)) return topic;
    var name = fields.text();
    if (TopicName.legal(name)) {
      topicBytes = fields.bytes();
      topic = name;
    }
    return name;
  }

  private boolean addHeader(List<Header> headers) {
    var name = "";
    byte[] value = null;
    var nested = fields.nested();
    while (nested.next()) {
      if (nested.is(HEADER_KEY, ProtoFields.BYTES)) name = nested.text();
      if (nested.is(HEADER_VALUE, ProtoFields.BYTES)) value = nested.bytes();
    }
    headers.add(new Header(name, value));
    return !nested.malformed();
  }

  private static Unfit unfit(String why) {
    return new Unfit(Answer.unfit(why));
  }

  /// Writes the response for a request and tells its length. Hot.
  ///
  /// @param at where Kafka has it, or null where nobody asks
  static int encode(byte[] to, long streamOffset, Outcome.@Nullable Delivered at) {
    var length = 0;
    if (at != null) {
      length = field(to, length, TOLD_PARTITION, at.partition());
      length = field(to, length, TOLD_OFFSET, at.offset());
    }
    // Protobuf leaves out a field that has its default.
    return streamOffset == 0 ? length : field(to, length, STREAM_OFFSET, streamOffset);
  }

  private static int field(byte[] to, int at, int number, long value) {
    to[at] = (byte) (number << 3 | ProtoFields.VARINT);
    var length = at + 1;
    var rest = value;
    for (; (rest & ~0x7FL) != 0; rest >>>= 7) to[length++] = (byte) (rest | 0x80);
    to[length++] = (byte) rest;
    return length;
  }
}
