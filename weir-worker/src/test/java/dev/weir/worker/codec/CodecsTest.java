package dev.weir.worker.codec;

import static dev.weir.worker.codec.Bytes.KEY;
import static dev.weir.worker.codec.Bytes.VALUE;
import static dev.weir.worker.codec.Bytes.shown;
import static dev.weir.worker.codec.Bytes.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.worker.DecodeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.UUIDSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CodecsTest {
  @Test
  void bytes_stay_what_they_are() {
    var bytes = new byte[] {0, -1};

    assertThat(through(Codecs.bytes(), bytes)).isSameAs(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "Köln", "\u0000", "😀"})
  void text_comes_back(String text) {
    assertThat(through(Codecs.string(), text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "c0 80", "e2 82", "ed a0 80"})
  void bytes_that_are_not_utf_8_are_no_text(String bytes) {
    assertThatThrownBy(() -> Codecs.string().decode(KEY, Bytes.of(bytes)))
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("The key of a record of 'rides' is not ");
  }

  @Test
  void text_that_utf_8_does_not_know_is_not_written() {
    assertThatThrownBy(() -> Codecs.string().encode(VALUE, "\ud800"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbers_are_those_of_kafkas_serializers() {
    try (var ints = new IntegerSerializer();
        var longs = new LongSerializer()) {
      assertThat(Codecs.int32().encode(VALUE, -7)).isEqualTo(ints.serialize("rides", -7));
      assertThat(Codecs.int64().encode(VALUE, -7L)).isEqualTo(longs.serialize("rides", -7L));
    }
    assertThat(through(Codecs.int32(), Integer.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
    assertThat(through(Codecs.int64(), Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void numbers_have_their_size() {
    assertThatThrownBy(() -> Codecs.int32().decode(VALUE, new byte[8]))
        .isInstanceOf(DecodeException.class)
        .hasMessageEndingWith("it has 8 bytes and not 4");
    assertThatThrownBy(() -> Codecs.int64().decode(VALUE, new byte[0]))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void a_uuid_is_that_of_kafkas_serializer() {
    var uuid = UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");

    var bytes = Codecs.uuid().encode(VALUE, uuid);

    try (var kafkas = new UUIDSerializer()) {
      assertThat(bytes).isEqualTo(kafkas.serialize("rides", uuid));
    }
    assertThat(Codecs.uuid().decode(VALUE, bytes)).isEqualTo(uuid);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1-1-1-1-1", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1"})
  void what_only_looks_like_a_uuid_is_none(String text) {
    assertThatThrownBy(() -> Codecs.uuid().decode(VALUE, text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void what_a_codec_of_ones_own_throws_is_a_misfit() {
    var codec =
        Codecs.<String>custom(
            text -> text.getBytes(StandardCharsets.UTF_8),
            bytes -> {
              throw new IOException("no such thing");
            });

    assertThatThrownBy(() -> codec.decode(VALUE, new byte[1]))
        .isInstanceOf(DecodeException.class)
        .hasRootCauseMessage("no such thing");
  }

  @Test
  void a_codec_of_ones_own_comes_back() {
    var codec = Codecs.<Byte>custom(one -> new byte[] {one}, bytes -> bytes[0]);

    assertThat(through(codec, (byte) 7)).isEqualTo((byte) 7);
  }

  @Test
  void a_frame_has_the_id_before_the_payload() {
    var codec = Codecs.framed(0x01020304, Codecs.string());

    assertThat(shown(codec.encode(VALUE, "a"))).isEqualTo("00 01 02 03 04 61");
    assertThat(through(codec, "a")).isEqualTo("a");
    assertThat(through(codec, "")).isEmpty();
  }

  @Test
  void another_id_is_good_unless_it_must_be_exact() {
    var written = Codecs.framed(8, Codecs.string()).encode(VALUE, "a");

    assertThat(Codecs.framed(7, Codecs.string()).decode(VALUE, written)).isEqualTo("a");
    assertThatThrownBy(() -> Codecs.framedExactly(7, Codecs.string()).decode(VALUE, written))
        .isInstanceOf(DecodeException.class)
        .hasMessageEndingWith("is not of schema 7: it says schema 8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00 00 00 00", "01 00 00 00 07 61"})
  void what_has_no_frame_is_refused(String bytes) {
    var codec = Codecs.framed(7, Codecs.string());

    assertThatThrownBy(() -> codec.decode(VALUE, Bytes.of(bytes)))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("is not framed");
  }
}
