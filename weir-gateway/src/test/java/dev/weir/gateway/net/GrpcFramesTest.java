package dev.weir.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GrpcFramesTest {
  private final GrpcFrames frames = new GrpcFrames(10);

  @Test
  void messages_in_one_piece_come_in_their_order() {
    assertThat(readAll(hex("00 00000002 6869  01 00000001 78  00 00000000")))
        .containsExactly("hi", "compressed x", "");
  }

  @Test
  void a_message_in_single_bytes_is_read_alike() {
    var read = new ArrayList<String>();

    for (var b : hex("00 00000002 6869 00 00000001 78")) read.addAll(readAll(new byte[] {b}));

    assertThat(read).containsExactly("hi", "x");
  }

  @Test
  void the_largest_message_is_read_and_one_byte_more_is_not() {
    assertThat(readAll(hex("00 0000000A 30313233343536373839"))).containsExactly("0123456789");
    assertThat(readAll(hex("00 0000000B 30"))).containsExactly("11 are too many");
  }

  @Test
  void only_what_waits_is_kept() {
    readAll(hex("00 0000000A 30313233343536373839 00 00000005 31"));
    assertThat(frames.keep()).isEqualTo(6);

    readAll(hex("32333435"));

    assertThat(frames.keep()).isZero();
  }

  @Test
  @Tag("S11")
  void an_absurd_length_is_read_as_unsigned() {
    assertThat(readAll(hex("00 FFFFFFFF"))).containsExactly("4294967295 are too many");
  }

  @Test
  void a_status_text_is_sent_as_printable_ascii() {
    assertThat(GrpcCall.percentEncoded("50 % of 'é'\n")).isEqualTo("50 %25 of '%C3%A9'%0A");
  }

  private List<String> readAll(byte[] bytes) {
    frames.feed(bytes);
    var read = new ArrayList<String>();
    for (var frame = frames.next(); frame != null; frame = frames.next()) read.add(shown(frame));
    return read;
  }

  private static String shown(GrpcFrames.Frame frame) {
    return switch (frame) {
      case GrpcFrames.Frame.Message(var compressed, var bytes, var from, var to) ->
          (compressed ? "compressed " : "")
              + new String(bytes, from, to - from, StandardCharsets.US_ASCII);
      case GrpcFrames.Frame.Oversized(var bytes) -> bytes + " are too many";
    };
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
