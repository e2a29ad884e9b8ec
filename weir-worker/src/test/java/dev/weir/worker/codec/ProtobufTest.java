package dev.weir.worker.codec;

import static dev.weir.worker.codec.Bytes.VALUE;
import static dev.weir.worker.codec.Bytes.shown;
import static dev.weir.worker.codec.Bytes.through;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Int64Value;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Type;
import com.google.protobuf.Value;
import dev.weir.worker.DecodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProtobufTest {
  @Test
  void a_generated_class_is_written_in_binary() {
    var codec = Codecs.protobuf(StringValue.parser());

    assertThat(shown(codec.encode(VALUE, StringValue.of("a")))).isEqualTo("0a 01 61");
    assertThat(through(codec, StringValue.of("a"))).isEqualTo(StringValue.of("a"));
    assertThat(through(codec, StringValue.of(""))).isEqualTo(StringValue.of(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0a", "0a 05 61", "0a 01 ff", "0c", "07", "00"})
  void what_is_no_protobuf_is_refused(String bytes) {
    var codec = Codecs.protobuf(StringValue.parser());

    assertThatThrownBy(() -> codec.decode(VALUE, Bytes.of(bytes)))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("is not protobuf: ");
  }

  @Test
  void what_is_too_deep_is_refused() {
    var deep = Value.newBuilder().setStringValue("x").build();
    for (int i = 0; i < 200; i++) {
      var list = com.google.protobuf.ListValue.newBuilder().addValues(deep);
      deep = Value.newBuilder().setListValue(list).build();
    }
    var bytes = deep.toByteArray();

    assertThatThrownBy(() -> Codecs.protobuf(Value.parser()).decode(VALUE, bytes))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void in_a_frame_the_first_message_of_a_file_has_a_lone_0() {
    var codec = Codecs.framed(1, Codecs.protobuf(Type.parser()));
    var type = Type.newBuilder().setName("a").build();

    assertThat(shown(codec.encode(VALUE, type))).isEqualTo("00 00 00 00 01 00 0a 01 61");
    assertThat(through(codec, type)).isEqualTo(type);
  }

  @Test
  void in_a_frame_another_message_has_its_place() {
    var codec = Codecs.framed(1, Codecs.protobuf(StringValue.parser())); // the eighth of its file

    assertThat(shown(codec.encode(VALUE, StringValue.of("a"))))
        .isEqualTo("00 00 00 00 01 02 0e 0a 01 61");
    assertThat(through(codec, StringValue.of("a"))).isEqualTo(StringValue.of("a"));
  }

  @Test
  void in_a_frame_a_message_in_a_message_has_the_place_of_both() {
    var inner = Rides.inner("x");
    var parser = DynamicMessage.getDefaultInstance(Rides.INNER).getParserForType();
    var codec = Codecs.framed(1, Codecs.protobuf(parser));

    // The entries of a map come before it in the compiled file, and do not count.
    assertThat(shown(codec.encode(VALUE, inner))).isEqualTo("00 00 00 00 01 04 00 00 0a 01 78");
    assertThat(through(codec, inner)).isEqualTo(inner);
  }

  @Test
  void another_place_is_good_unless_it_must_be_exact() {
    var written =
        Codecs.framed(1, Codecs.protobuf(Type.parser())).encode(VALUE, Type.getDefaultInstance());
    var text = Codecs.protobuf(StringValue.parser());

    assertThat(Codecs.framed(1, text).decode(VALUE, written)).isEqualTo(StringValue.of(""));
    assertThatThrownBy(() -> Codecs.framedExactly(1, text).decode(VALUE, written))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("it is message [0]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "02", "01", "42", "ff ff ff ff 0f", "00 0a"})
  void a_place_that_is_none_is_refused(String payload) {
    var codec = Codecs.framed(1, Codecs.protobuf(StringValue.parser()));

    assertThatThrownBy(() -> codec.decode(VALUE, Bytes.of("00 00 00 00 01" + payload)))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void json_is_by_protobufs_own_mapping() {
    var codec = Codecs.protobufJson(Type.getDefaultInstance());
    var type = Type.newBuilder().setName("Köln").addOneofs("x").build();

    assertThat(new String(codec.encode(VALUE, type), UTF_8))
        .isEqualTo("{\"name\":\"Köln\",\"oneofs\":[\"x\"]}");
    assertThat(through(codec, type)).isEqualTo(type);
  }

  @Test
  void in_json_fields_that_are_not_known_are_passed_over() {
    var codec = Codecs.protobufJson(Type.getDefaultInstance());

    var read = codec.decode(VALUE, "{\"name\":\"a\",\"new\":{\"x\":1}}".getBytes(UTF_8));

    assertThat(read).isEqualTo(Type.newBuilder().setName("a").build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{",
        "[]",
        "7",
        "null",
        "{\"name\":{}}",
        "{\"name\":\"a\"} x",
        "{name:\"a\"}",
        "{\"name\":a}"
      })
  void what_is_no_such_json_is_refused(String text) {
    var codec = Codecs.protobufJson(Type.getDefaultInstance());

    assertThatThrownBy(() -> codec.decode(VALUE, text.getBytes(UTF_8)))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void json_that_is_too_deep_is_refused() {
    var codec = Codecs.protobufJson(Struct.getDefaultInstance());
    var text = "{\"a\":".repeat(100_000);

    assertThatThrownBy(() -> codec.decode(VALUE, text.getBytes(UTF_8)))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void json_of_what_json_has_no_word_for_is_not_written() {
    var codec = Codecs.protobufJson(Any.getDefaultInstance());

    assertThatThrownBy(() -> codec.encode(VALUE, Any.pack(Int64Value.of(7))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
