package dev.weir.gateway.frames;

import static dev.weir.gateway.frames.Frames.E1;
import static dev.weir.gateway.frames.Frames.E10;
import static dev.weir.gateway.frames.Frames.E11_NO_KEY_LENGTH;
import static dev.weir.gateway.frames.Frames.E12_KEY_PAST_END;
import static dev.weir.gateway.frames.Frames.E13_BUCKET_PAST_END;
import static dev.weir.gateway.frames.Frames.E14_ABSURD;
import static dev.weir.gateway.frames.Frames.E18_TRUNCATED;
import static dev.weir.gateway.frames.Frames.E2;
import static dev.weir.gateway.frames.Frames.E3;
import static dev.weir.gateway.frames.Frames.E4;
import static dev.weir.gateway.frames.Frames.E5;
import static dev.weir.gateway.frames.Frames.E6_EMPTY;
import static dev.weir.gateway.frames.Frames.E9;
import static dev.weir.gateway.frames.Frames.LINE_1;
import static dev.weir.gateway.frames.Frames.LINE_2;
import static dev.weir.gateway.frames.Frames.LINE_3;
import static dev.weir.gateway.frames.Frames.LINE_4;
import static dev.weir.gateway.frames.Frames.frame;
import static dev.weir.gateway.frames.Frames.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weir.Message;
import dev.weir.config.FramesConfig.EmptyKey;
import dev.weir.gateway.ListedSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class FrameCodecTest {
  private static final int MAX = (1 << 20) + FrameCodec.NAMES_BYTES_MAX;

  private final FrameCodec codec = codec(MAX);

  static Stream<Arguments> examples() {
    return Stream.of(
        Arguments.of("E1 bucket, key and message", E1, LINE_1),
        Arguments.of("E2 no key", E2, LINE_2),
        Arguments.of("E3 empty message", E3, LINE_3),
        Arguments.of("E4 another bucket", E4, LINE_4),
        Arguments.of("E5 empty bucket", E5, "default/null=hello"),
        Arguments.of("E6 empty frame", E6_EMPTY, "EMPTY"),
        Arguments.of(
            "E8 the predecessor's client",
            Frames.e8(),
            "requests/null=messageToBeSent0_" + "0a1b2c3d".repeat(1024)),
        Arguments.of("E9 the longest bucket", E9, "b".repeat(255) + "/null=hello"),
        Arguments.of("E10 long names", E10, "b".repeat(200) + "/" + "k".repeat(100) + "=hello"),
        Arguments.of("E11 no key length", E11_NO_KEY_LENGTH, "BOUNDS"),
        Arguments.of("E12 key past the end", E12_KEY_PAST_END, "BOUNDS"),
        Arguments.of("E13 bucket past the end", E13_BUCKET_PAST_END, "BOUNDS"),
        Arguments.of("E14 absurd length", E14_ABSURD, "TOO_LARGE"),
        Arguments.of(
            "a bucket of 254", frame("b".repeat(254), "", "m"), "b".repeat(254) + "/null=m"),
        Arguments.of("the smallest frame", frame("", "", ""), "default/null="));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void a_frame_in_one_piece_is_read(String name, byte[] frame, String read) {
    assertThat(readAll(List.of(frame))).containsExactly(read);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void a_frame_in_single_bytes_is_read_alike(String name, byte[] frame, String read) {
    assertThat(readAll(singleBytes(frame))).containsExactly(read);
  }

  @Test
  void frames_in_one_piece_come_in_their_order() {
    assertThat(readAll(List.of(joined(E2, E1, E4)))).containsExactly(LINE_2, LINE_1, LINE_4);
  }

  @Test
  void a_frame_may_be_split_in_its_header_and_in_its_body() {
    var pieces =
        List.of(
            Arrays.copyOf(E2, 2),
            joined(Arrays.copyOfRange(E2, 2, 6)),
            joined(Arrays.copyOfRange(E2, 6, E2.length), E1));

    assertThat(readAll(pieces)).containsExactly(LINE_2, LINE_1);
  }

  @Test
  void invalid_frames_with_a_right_length_leave_the_next_one_alone() {
    var bytes = joined(E6_EMPTY, E11_NO_KEY_LENGTH, E12_KEY_PAST_END, E13_BUCKET_PAST_END, E1);

    assertThat(readAll(List.of(bytes)))
        .containsExactly("EMPTY", "BOUNDS", "BOUNDS", "BOUNDS", LINE_1);
  }

  @Test
  void nothing_is_read_after_a_frame_that_is_too_large() {
    assertThat(readAll(List.of(joined(E1, E14_ABSURD, E1), E1)))
        .containsExactly(LINE_1, "TOO_LARGE");

    assertThat(codec.end()).isNull();
  }

  @Test
  void the_largest_frame_is_read_and_one_byte_more_is_too_large() {
    var small = codec(E1.length - 4);

    var read = readAll(small, List.of(joined(E1, frame("abc", "abc", "1234"))));

    assertThat(read).containsExactly(LINE_1, "TOO_LARGE");
  }

  @Test
  void only_what_waits_is_kept_and_never_more_than_the_frame_and_a_read() {
    var frame = frame("t", "", "x".repeat(100_000));
    readAll(List.of(joined(Frames.e8(), Arrays.copyOf(frame, 1_000))));
    assertThat(codec.keep()).isEqualTo(1_000);

    for (var from = 1_000; from < frame.length - 500; from += 500) {
      readAll(List.of(Arrays.copyOfRange(frame, from, from + 500)));
      assertThat(codec.keep()).isBetween(from + 500, Math.min(2 * (from + 500), frame.length));
    }
    readAll(List.of(Arrays.copyOfRange(frame, frame.length - frame.length % 500, frame.length)));

    assertThat(codec.end()).isNull();
    assertThat(codec.keep()).isZero();
  }

  @Test
  void a_frame_without_a_key_has_none_or_one_of_no_bytes_as_the_settings_say() {
    var none = new FrameCodec(new FrameCodec.Terms(MAX, Message.BY_CRC32, EmptyKey.NULL));
    var empty = new FrameCodec(new FrameCodec.Terms(MAX, Message.ANY_PARTITION, EmptyKey.EMPTY));

    assertThat(message(none, E2).key()).isNull();
    assertThat(message(none, E2).partition()).isEqualTo(Message.BY_CRC32);
    assertThat(message(empty, E2).key()).isEmpty();
    assertThat(message(empty, E1).key()).isEqualTo(Frames.text("abc"));
    assertThat(message(empty, E2).partition()).isEqualTo(Message.ANY_PARTITION);
  }

  private static Message message(FrameCodec codec, byte[] frame) {
    codec.feed(frame.clone());
    return codec.next() instanceof Frame.Whole(var message) ? message : fail("no whole frame");
  }

  @Test
  void half_a_frame_at_the_end_is_truncated_and_a_whole_one_is_not() {
    assertThat(readAll(List.of(joined(E1, E18_TRUNCATED)))).containsExactly(LINE_1);
    assertThat(codec.end()).isEqualTo(new Frame.Invalid(Frame.Reason.TRUNCATED));

    assertThat(readAll(List.of(E1))).containsExactly(LINE_1);
    assertThat(codec.end()).isNull();
  }

  @Test
  void any_split_of_any_mix_reads_the_same() {
    var seed = Long.getLong("weir.seed", System.nanoTime());
    var random = new Random(seed);
    var good = List.of(E1, E2, E3, E4, E5, E6_EMPTY, Frames.e8(), E9, E10, E11_NO_KEY_LENGTH);
    for (var round = 0; round < 200; round++) {
      var frames = random.ints(20, 0, good.size()).mapToObj(good::get).toArray(byte[][]::new);
      var whole = readAll(List.of(joined(frames)));

      var split = readAll(pieces(joined(frames), random));

      assertThat(split).as("-Dweir.seed=%d", seed).hasSize(20).isEqualTo(whole);
    }
  }

  @Test
  void random_bytes_never_make_it_throw() {
    var seed = Long.getLong("weir.seed", System.nanoTime());
    var random = new Random(seed);
    for (var round = 0; round < 2_000; round++) {
      var bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      // Short lengths, or all of them would be too large.
      for (var i = 1; i < bytes.length; i++) if (random.nextInt(3) > 0) bytes[i] = 0;
      var fresh = codec(MAX);
      fresh.feed(bytes);
      while (fresh.next() != null) {}
      fresh.end();
    }
  }

  private static FrameCodec codec(long frameBytesMax) {
    return new FrameCodec(new FrameCodec.Terms(frameBytesMax, Message.BY_CRC32, EmptyKey.NULL));
  }

  private List<String> readAll(List<byte[]> pieces) {
    return readAll(codec, pieces);
  }

  private static List<String> readAll(FrameCodec codec, List<byte[]> pieces) {
    var read = new ArrayList<String>();
    for (var piece : pieces) {
      codec.feed(piece.clone());
      for (var frame = codec.next(); frame != null; frame = codec.next()) read.add(shown(frame));
    }
    return read;
  }

  private static String shown(Frame frame) {
    return switch (frame) {
      case Frame.Whole(var message) -> ListedSink.line(message);
      case Frame.Invalid(var reason) -> reason.name();
    };
  }

  private static List<byte[]> singleBytes(byte[] bytes) {
    var single = new ArrayList<byte[]>();
    for (var b : bytes) single.add(new byte[] {b});
    return single;
  }

  private static List<byte[]> pieces(byte[] bytes, Random random) {
    var pieces = new ArrayList<byte[]>();
    for (var from = 0; from < bytes.length; ) {
      var to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 7 : 5_000));
      pieces.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return pieces;
  }
}
