package dev.weir.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ProduceCodecTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the contract's example, 0A0174 12026869 1805, t, hi, 5",
    "nothing at all, '', '', '', 0",
    "another order, 1805 12026869 0A0174, t, hi, 5",
    "the last of a field counts, 0A0161 0A0174 12026869 1805, t, hi, 5",
    "the largest offset, 0A0174 18FFFFFFFFFFFFFFFFFF01, t, '', -1",
    "unknown fields of every type, 0A0174 2001 290000000000000000 320161 3D00000000 12026869 1805, t, hi, 5",
    "a known number of another type, 0801 1201 68 1A0101, '', h, 0"
  })
  void a_request_is_read(String name, String hex, String topic, String message, long offset) {
    var request = Objects.requireNonNull(ProduceCodec.decode(bytes(hex)));

    assertThat(request.topic()).isEqualTo(topic);
    assertThat(new String(request.message(), StandardCharsets.UTF_8)).isEqualTo(message);
    assertThat(request.streamOffset()).isEqualTo(offset);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0A",
        "0A05 74",
        "0AFFFFFFFFFFFFFFFFFF01 74",
        "18",
        "18FFFFFFFFFFFFFFFFFFFF01",
        "00",
        "0B",
        "0F",
        "1D0000",
        "FFFFFFFFFFFFFFFFFF01"
      })
  void a_malformed_request_is_told_from_a_good_one(String hex) {
    assertThat(ProduceCodec.decode(bytes(hex))).isNull();
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
    assertThat(ProduceCodec.encode(offset)).isEqualTo(bytes(hex));
  }

  @Test
  void every_offset_is_read_as_it_was_written() {
    var seed = Long.getLong("weir.seed", System.nanoTime());
    var random = new Random(seed);
    for (var i = 0; i < 1_000; i++) {
      var offset = random.nextLong() >>> random.nextInt(Long.SIZE);

      var read = Objects.requireNonNull(ProduceCodec.decode(ProduceCodec.encode(offset)));

      assertThat(read.streamOffset()).as("-Dweir.seed=%d", seed).isEqualTo(offset);
    }
  }

  @Test
  void random_bytes_never_make_it_throw() {
    var random = new Random(Long.getLong("weir.seed", System.nanoTime()));
    for (var i = 0; i < 10_000; i++) {
      var bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      ProduceCodec.decode(bytes);
    }
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
