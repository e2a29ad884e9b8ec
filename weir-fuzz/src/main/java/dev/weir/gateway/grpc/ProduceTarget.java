package dev.weir.gateway.grpc;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.fuzz.Law;
import dev.weir.gateway.grpc.ProduceCodec.ProdRq;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A request of `Produce`. Protobuf says that the bytes of two messages, one behind the other, are
/// a message that has the fields of both, and that of what there is once the later one counts.
public final class ProduceTarget {
  private static final List<Header> HEADERS =
      List.of(new Header("h", new byte[] {3}), new Header("none", null));
  private static final Message MESSAGE =
      new Message("other", 3, 17, new byte[] {4, 5}, new byte[] {1, 2}, HEADERS);
  private static final ProdRq OTHER = new ProdRq(MESSAGE, 7, true);

  private ProduceTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var request = read(input);
    if (request == null) return;
    var headers = request.message().headers();
    same(request, headers, read(written(request)));
    answered(request);
    if (headers.size() + HEADERS.size() > ProduceCodec.HEADERS_MAX) return;
    var other = written(OTHER);
    var both = Stream.of(headers, HEADERS).flatMap(List::stream).toList();
    same(OTHER, both, read(joined(input, other)));
    Law.holds(read(joined(other, input)) != null, "what is good stays so behind another");
  }

  /// Null where it is malformed or unfit.
  private static @Nullable ProdRq read(byte[] bytes) {
    // A reader that goes on beyond its bytes finds others there.
    var within = joined(new byte[] {1}, joined(bytes, new byte[] {1}));
    var read = new ProduceCodec().decode(within, 1, 1 + bytes.length, Message.ANY_PARTITION);
    return read instanceof ProdRq request ? request : null;
  }

  private static void same(ProdRq expected, List<Header> headers, @Nullable ProdRq found) {
    Law.holds(found != null, "it can be read");
    if (found == null) return;
    Law.same(text(expected, headers), text(found, found.message().headers()), "all of it stays");
  }

  private static String text(ProdRq request, List<Header> headers) {
    var message = request.message();
    return "%s %d %d %s %s %d %s %s"
        .formatted(
            message.topic(),
            message.partition(),
            message.timestamp(),
            Arrays.toString(message.key()),
            Arrays.toString(message.value()),
            request.streamOffset(),
            request.wantsPosition(),
            headers.stream().map(one -> one.name() + Arrays.toString(one.value())).toList());
  }

  private static void answered(ProdRq request) {
    var at = new Outcome.Delivered(Math.max(0, request.message().partition()), 1L << 40);
    var bytes = new byte[ProduceCodec.RESPONSE_BYTES_MAX];
    var length = ProduceCodec.encode(bytes, request.streamOffset(), at);
    var fields = new ProtoFields(bytes, 0, length);
    var found = new long[4];
    while (fields.next()) {
      for (var field = 1; field < found.length; field++) {
        if (fields.is(field, ProtoFields.VARINT)) found[field] = fields.varint();
      }
    }
    Law.holds(!fields.malformed(), "an answer is well formed");
    Law.same(
        List.of((long) at.partition(), at.offset(), request.streamOffset()),
        List.of(found[1], found[2], found[3]),
        "an answer has the place and the offset");
  }

  private static byte[] written(ProdRq request) {
    var bytes = new ByteArrayOutputStream();
    var message = request.message();
    bytes(bytes, 1, message.topic().getBytes(StandardCharsets.UTF_8));
    bytes(bytes, 2, message.value());
    number(bytes, 3, request.streamOffset());
    bytes(bytes, 4, message.key());
    for (var header : message.headers()) bytes(bytes, 5, written(header));
    if (message.partition() >= 0) number(bytes, 6, message.partition());
    if (message.timestamp() >= 0) number(bytes, 7, message.timestamp());
    number(bytes, 8, request.wantsPosition() ? 1 : 0);
    return bytes.toByteArray();
  }

  private static byte[] written(Header header) {
    var bytes = new ByteArrayOutputStream();
    bytes(bytes, 1, header.name().getBytes(StandardCharsets.UTF_8));
    bytes(bytes, 2, header.value());
    return bytes.toByteArray();
  }

  private static void bytes(ByteArrayOutputStream bytes, int field, byte @Nullable [] value) {
    if (value == null) return;
    bytes.write(field << 3 | ProtoFields.BYTES);
    varint(bytes, value.length);
    bytes.writeBytes(value);
  }

  private static void number(ByteArrayOutputStream bytes, int field, long number) {
    bytes.write(field << 3 | ProtoFields.VARINT);
    varint(bytes, number);
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
