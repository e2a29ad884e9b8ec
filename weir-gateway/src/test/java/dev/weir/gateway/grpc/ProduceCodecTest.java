package dev.weir.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ProduceCodecTest {
  private final ProduceCodec codec = new ProduceCodec();

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the contract's example, 0A0174 12026869 1805, t, hi, 5",
    "nothing at all, '', '', '', 0",
    "another order, 1805 12026869 0A0174, t, hi, 5",
    "the last of a field counts, 0A0161 0A0174 12026869 1805, t, hi, 5",
    "the largest offset, 0A0174 18FFFFFFFFFFFFFFFFFF01, t, '', -1",
    "unknown fields of every type, 0A0174 2001 290000000000000000 320161 3D00000000 12026869 1805,"
        + " t, hi, 5",
    "a known number of another type, 0801 1201 68 1A0101, '', h, 0"
  })
  void a_request_is_read(String name, String hex, String topic, String message, long offset) {
    var request = read(hex);

    assertThat(request.message().topic()).isEqualTo(topic);
    assertThat(request.message().value()).asString(StandardCharsets.UTF_8).isEqualTo(message);
    assertThat(request.streamOffset()).isEqualTo(offset);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0A",
        "0A05 74",
        "0AFFFFFFFFFFFFFFFFFF01 74",
        "0A0174 12FFFFFFFF07 000000000000000000000000",
        "18",
        "18FFFFFFFFFFFFFFFFFFFF01",
        "00",
        "0B",
        "0F",
        "1D0000",
        "FFFFFFFFFFFFFFFFFF01",
        "0A0174 2A02 0A05",
        "0A0174 30FFFFFFFFFFFFFFFFFF01",
        "0A0174 38FFFFFFFFFFFFFFFFFF01"
      })
  @Tag("S11")
  void a_malformed_request_is_told_from_a_good_one(String hex) {
    assertThat(decode(bytes(hex))).isInstanceOf(ProduceCodec.Unfit.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "5, 1805",
    "127, 187F",
    "128, 188001",
    "300, 18AC02",
    "-1, 18FFFFFFFFFFFFFFFFFF01"
  })
  void a_response_is_written(long offset, String hex) {
    assertThat(GrpcRig.ack(offset)).isEqualTo(bytes(hex));
  }

  @Test
  void every_offset_is_read_as_it_was_written() {
    var seed = Long.getLong("weir.seed", System.nanoTime());
    var random = new Random(seed);
    for (var i = 0; i < 1_000; i++) {
      var offset = random.nextLong() >>> random.nextInt(Long.SIZE);

      var read = (ProduceCodec.ProdRq) decode(GrpcRig.ack(offset));

      assertThat(read.streamOffset()).as("-Dweir.seed=%d", seed).isEqualTo(offset);
    }
  }

  @Test
  void key_headers_partition_and_time_are_read() {
    var message = read("0A0174 2200 2A05 0A0161 1200 2A03 0A0162 3000 38E807 4001").message();

    assertThat(message.key()).isEmpty();
    assertThat(message.headers()).extracting(Header::name).containsExactly("a", "b");
    assertThat(message.headers().get(0).value()).isEmpty();
    assertThat(message.headers().get(1).value()).isNull();
    assertThat(message.partition()).isZero();
    assertThat(message.timestamp()).isEqualTo(1_000);
  }

  @Test
  void what_was_left_out_is_for_others_to_choose() {
    var request = read("0A0174");

    assertThat(request.message().key()).isNull();
    assertThat(request.message().headers()).isEmpty();
    assertThat(request.message().partition()).isEqualTo(Message.BY_CRC32);
    assertThat(request.message().timestamp()).isEqualTo(Message.NOW);
    assertThat(request.wantsPosition()).isFalse();
  }

  @Test
  void a_message_may_have_a_thousand_headers_and_not_one_more() {
    assertThat(decode(bytes("2A00".repeat(1_000)))).isInstanceOf(ProduceCodec.ProdRq.class);
    assertThat(decode(bytes("2A00".repeat(1_001)))).isInstanceOf(ProduceCodec.Unfit.class);
  }

  @Test
  void a_place_is_told_with_its_zeros() {
    var bytes = new byte[ProduceCodec.RESPONSE_BYTES_MAX];

    var length = ProduceCodec.encode(bytes, 5, new Outcome.Delivered(0, 0));

    assertThat(Arrays.copyOf(bytes, length)).isEqualTo(bytes("0800 1000 1805"));
  }

  @Test
  void the_longest_place_fits() {
    var bytes = new byte[ProduceCodec.RESPONSE_BYTES_MAX];

    var length = ProduceCodec.encode(bytes, -1, new Outcome.Delivered(1 << 30, Long.MAX_VALUE));

    assertThat(length).isLessThanOrEqualTo(bytes.length);
  }

  @Test
  void topics_that_take_turns_are_not_mistaken_for_one_another() {
    for (var topic : List.of("61", "62", "61", "6161")) {
      var hex = "0A%02X%s".formatted(topic.length() / 2, topic);

      assertThat(read(hex).message().topic())
          .isEqualTo(new String(bytes(topic), StandardCharsets.US_ASCII));
    }
  }

  @Test
  void random_bytes_never_make_it_throw() {
    var random = new Random(Long.getLong("weir.seed", System.nanoTime()));
    for (var i = 0; i < 10_000; i++) {
      var bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      decode(bytes);
    }
  }

  private ProduceCodec.ProdRq read(String hex) {
    return (ProduceCodec.ProdRq) decode(bytes(hex));
  }

  /// Between other bytes, which are not its own.
  private ProduceCodec.Decoded decode(byte[] bytes) {
    var among = new byte[bytes.length + 2];
    System.arraycopy(bytes, 0, among, 1, bytes.length);
    return codec.decode(among, 1, 1 + bytes.length, Message.BY_CRC32);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
