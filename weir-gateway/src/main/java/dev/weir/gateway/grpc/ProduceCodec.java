package dev.weir.gateway.grpc;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The two messages of `KafkaAmbassador/Produce`, as protobuf writes them.
///
/// | message | field | type | meaning |
/// |---|---|---|---|
/// | `ProdRq` | 1 | string | topic |
/// | | 2 | bytes | message |
/// | | 3 | uint64 | offset in the client's stream |
/// | `ProdRs` | 3 | uint64 | the offset of the request that it acknowledges |
///
/// A field that is missing is empty or 0; one that is not known is passed over. The offset is the
/// client's own: it may repeat and go back.
final class ProduceCodec {
  private static final int TOPIC = 1;
  private static final int MESSAGE = 2;
  private static final int OFFSET = 3;
  private static final byte[] NOTHING = {};

  /// A varint of 64 bits, and the tag before it.
  private static final int RESPONSE_BYTES_MAX = 11;

  @SuppressWarnings("ArrayRecordComponent") // handed over, compared by nobody
  record ProdRq(String topic, byte[] message, long streamOffset) {}

  private ProduceCodec() {}

  /// Reads a request, or answers null if it is malformed. Hot.
  static @Nullable ProdRq decode(byte[] bytes) {
    var topic = "";
    var message = NOTHING;
    var offset = 0L;
    var fields = new ProtoFields(bytes);
    while (fields.next()) {
      if (fields.is(TOPIC, ProtoFields.BYTES)) topic = fields.text();
      if (fields.is(MESSAGE, ProtoFields.BYTES)) message = fields.bytes();
      if (fields.is(OFFSET, ProtoFields.VARINT)) offset = fields.varint();
    }
    return fields.malformed() ? null : new ProdRq(topic, message, offset);
  }

  /// Writes a response. Hot.
  static byte[] encode(long streamOffset) {
    // Protobuf leaves out a field that has its default.
    if (streamOffset == 0) return NOTHING;
    var bytes = new byte[RESPONSE_BYTES_MAX];
    bytes[0] = OFFSET << 3 | ProtoFields.VARINT;
    var length = 1;
    var rest = streamOffset;
    for (; (rest & ~0x7FL) != 0; rest >>>= 7) bytes[length++] = (byte) (rest | 0x80);
    bytes[length++] = (byte) rest;
    return Arrays.copyOf(bytes, length);
  }
}
