package dev.weir.gateway.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Message;
import dev.weir.config.FramesConfig.EmptyKey;
import dev.weir.gateway.ListedSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What is true of any list of frames, however its bytes are cut. A failure prints the seed and the
/// smallest list that fails, and is tried first in the next run.
class FrameSplitTest {
  private static final int MAX = 1 << 16;

  /// The bytes of a frame, and how it is shown once it was read.
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Example(byte[] bytes, String shown) {
    @Override
    public String toString() {
      return shown;
    }
  }

  @Property(tries = 500)
  void frames_read_the_same_however_their_bytes_are_cut(
      @ForAll("lists") List<Example> frames, @ForAll("cuts") List<Integer> cuts) {
    var bytes = Frames.joined(frames.stream().map(Example::bytes).toArray(byte[][]::new));

    assertThat(read(pieces(bytes, cuts))).isEqualTo(frames.stream().map(Example::shown).toList());
  }

  @Property(tries = 500)
  void no_bytes_make_the_codec_throw_or_keep_more_than_came(@ForAll byte[] bytes) {
    var codec = codec();

    codec.feed(bytes.clone());
    while (codec.next() != null) {
      assertThat(codec.keep()).isLessThanOrEqualTo(bytes.length);
    }
    codec.end();

    assertThat(codec.keep()).isZero();
  }

  @Provide
  Arbitrary<List<Example>> lists() {
    return Arbitraries.oneOf(valid(), empty(), bounds()).list().ofMaxSize(20);
  }

  /// How long the pieces are, over and over.
  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(1, 600).list().ofMinSize(1).ofMaxSize(8);
  }

  private static Arbitrary<Example> valid() {
    return Combinators.combine(name(), name(), text(2_000))
        .as((bucket, key, message) ->
            new Example(Frames.frame(bucket, key, message), line(bucket, key, message)));
  }

  private static String line(String bucket, String key, String message) {
    var topic = bucket.isEmpty() ? FrameCodec.DEFAULT_TOPIC : bucket;
    return "%s/%s=%s".formatted(topic, key.isEmpty() ? "null" : key, message);
  }

  private static Arbitrary<Example> empty() {
    return Arbitraries.just(new Example(new byte[4], "EMPTY"));
  }

  /// The bucket, or the key, is said to be longer than the rest of the frame.
  private static Arbitrary<Example> bounds() {
    return Combinators.combine(text(100), Arbitraries.integers().between(1, 100))
        .as((rest, tooMany) -> {
          var length = Math.min(255, rest.length() + tooMany);
          var body = Frames.joined(new byte[] {(byte) length}, Frames.text(rest));
          var head = new byte[] {(byte) body.length, 0, 0, 0};
          return new Example(Frames.joined(head, body), "BOUNDS");
        });
  }

  private static Arbitrary<String> name() {
    return text(255);
  }

  private static Arbitrary<String> text(int lengthMax) {
    return Arbitraries.strings().withCharRange('\0', '\u00FF').ofMaxLength(lengthMax);
  }

  private static List<String> read(List<byte[]> pieces) {
    var codec = codec();
    var read = new ArrayList<String>();
    for (var piece : pieces) {
      codec.feed(piece);
      for (var frame = codec.next(); frame != null; frame = codec.next()) read.add(shown(frame));
    }
    assertThat(codec.end()).isNull();
    return read;
  }

  private static FrameCodec codec() {
    return new FrameCodec(new FrameCodec.Terms(MAX, Message.ANY_PARTITION, EmptyKey.NULL));
  }

  private static String shown(Frame frame) {
    return switch (frame) {
      case Frame.Whole(var message) -> ListedSink.line(message);
      case Frame.Invalid(var reason) -> reason.name();
    };
  }

  private static List<byte[]> pieces(byte[] bytes, List<Integer> cuts) {
    var pieces = new ArrayList<byte[]>();
    var from = 0;
    for (var i = 0; from < bytes.length; i++) {
      var to = Math.min(bytes.length, from + cuts.get(i % cuts.size()));
      pieces.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return pieces;
  }
}
