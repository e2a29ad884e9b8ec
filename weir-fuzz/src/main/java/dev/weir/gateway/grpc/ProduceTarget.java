package dev.weir.gateway.grpc;

import dev.weir.fuzz.Law;
import dev.weir.gateway.grpc.ProduceCodec.ProdRq;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A request of `Produce`. Protobuf says that the bytes of two messages, one behind the other, are
/// a message that has the fields of both, and that the later one counts.
public final class ProduceTarget {
  private static final ProdRq OTHER = new ProdRq("other", new byte[] {1, 2}, 7);

  private ProduceTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var other = written(OTHER);
    var request = ProduceCodec.decode(input.clone());
    var behind = ProduceCodec.decode(joined(other, input));
    Law.same(request == null, behind == null, "what is malformed stays so behind another");
    if (request == null) return;
    same(request, ProduceCodec.decode(written(request)));
    same(OTHER, ProduceCodec.decode(joined(input, other)));
    answered(request.streamOffset());
  }

  private static void same(ProdRq expected, ProdRq found) {
    Law.holds(found != null, "it can be read");
    Law.same(expected.topic(), found.topic(), "the topic stays");
    Law.holds(Arrays.equals(expected.message(), found.message()), "the message stays");
    Law.same(expected.streamOffset(), found.streamOffset(), "the offset stays");
  }

  private static void answered(long offset) {
    var fields = new ProtoFields(ProduceCodec.encode(offset));
    var found = 0L;
    while (fields.next()) {
      if (fields.is(3, ProtoFields.VARINT)) found = fields.varint();
    }
    Law.holds(!fields.malformed(), "an answer is well formed");
    Law.same(offset, found, "an answer has the offset of its request");
  }

  private static byte[] written(ProdRq request) {
    var bytes = new ByteArrayOutputStream();
    text(bytes, 1, request.topic().getBytes(StandardCharsets.UTF_8));
    text(bytes, 2, request.message());
    bytes.write(3 << 3);
    varint(bytes, request.streamOffset());
    return bytes.toByteArray();
  }

  private static void text(ByteArrayOutputStream bytes, int field, byte[] text) {
    bytes.write(field << 3 | ProtoFields.BYTES);
    varint(bytes, text.length);
    bytes.writeBytes(text);
  }

  private static void varint(ByteArrayOutputStream bytes, long number) {
    var rest = number;
    for (; (rest & ~0x7FL) != 0; rest >>>= 7) bytes.write((int) (rest & 0x7F) | 0x80);
    bytes.write((int) rest);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
