package dev.weir.worker.codec;

import static dev.weir.worker.codec.Bytes.VALUE;
import static dev.weir.worker.codec.Bytes.shown;
import static dev.weir.worker.codec.Bytes.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.worker.DecodeException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AvroTest {
  private static final Schema LISTS =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Lists","fields":[
               {"name":"nothings","type":{"type":"array","items":"null"}},
               {"name":"texts","type":{"type":"array","items":"string"}},
               {"name":"next","type":["null","Lists"]}]}
              """);

  @Test
  void a_generated_class_is_written_in_binary() {
    var codec = Codecs.avro(Ride.class);

    assertThat(shown(codec.encode(VALUE, new Ride(7, "a")))).isEqualTo("0e 02 02 61");
    assertThat(through(codec, new Ride(7, "a"))).isEqualTo(new Ride(7, "a"));
    assertThat(through(codec, new Ride(7, null))).isEqualTo(new Ride(7, null));
  }

  @Test
  void a_generic_record_is_written_in_binary() {
    var codec = Codecs.avro(Ride.SCHEMA$);
    var ride = new GenericRecordBuilder(Ride.SCHEMA$).set("id", 7L).build();

    assertThat(shown(codec.encode(VALUE, ride))).isEqualTo("0e 00");
    assertThat(through(codec, ride)).isEqualTo(ride);
  }

  @Test
  void a_frame_may_be_around_it() {
    var codec = Codecs.framed(1, Codecs.avro(Ride.class));

    assertThat(shown(codec.encode(VALUE, new Ride(7, null)))).isEqualTo("00 00 00 00 01 0e 00");
    assertThat(through(codec, new Ride(7, null))).isEqualTo(new Ride(7, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0e",
        "0e 04",
        "0e 02",
        "0e 02 04 61",
        "0e 00 00",
        "0e 02 01",
        "ff ff ff ff ff ff ff ff ff ff 00",
        "0e 02 fe ff ff ff 0f",
        "0e 02 fe ff ff ff ff ff ff 7f"
      })
  void what_does_not_fit_the_schema_is_refused(String bytes) {
    for (var codec : List.of(Codecs.avro(Ride.class), Codecs.avro(Ride.SCHEMA$))) {
      assertThatThrownBy(() -> codec.decode(VALUE, Bytes.of(bytes)))
          .isInstanceOf(DecodeException.class)
          .hasMessageContaining("is not Avro of dev.weir.worker.codec.Ride: ");
    }
  }

  /// Avro itself would be at it for hours.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "80 c2 d7 2f 00 00 00",
        "fe ff ff ff ff ff ff ff 7f 00",
        "00 fe ff ff ff ff ff ff ff 7f 00"
      })
  void lists_are_not_longer_than_their_bytes(String bytes) {
    assertThatThrownBy(() -> Codecs.avro(LISTS).decode(VALUE, Bytes.of(bytes)))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void what_is_too_deep_is_refused() {
    var bytes = new byte[3_000_000];
    for (int i = 2; i < bytes.length; i += 3) bytes[i] = 2;

    assertThatThrownBy(() -> Codecs.avro(LISTS).decode(VALUE, bytes))
        .isInstanceOf(DecodeException.class)
        .hasCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void any_bytes_are_read_or_refused() {
    var random = new Random(7);
    var codec = Codecs.avro(LISTS);
    for (int i = 0; i < 20_000; i++) {
      var bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);

      try {
        codec.decode(VALUE, bytes);
      } catch (DecodeException e) {
        assertThat(e).hasMessageContaining("Avro");
      }
    }
  }

  @Test
  void a_value_of_another_schema_is_not_written() {
    var other = SchemaBuilder.record("Other").fields().requiredLong("id").endRecord();
    var value = new GenericRecordBuilder(other).set("id", 7L).build();

    assertThatThrownBy(() -> Codecs.avro(Ride.SCHEMA$).encode(VALUE, value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void only_records_have_a_schema_here() {
    assertThatThrownBy(() -> Codecs.avro(Schema.create(Schema.Type.STRING)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void many_threads_use_one_at_once() throws Exception {
    var codec = Codecs.avro(Ride.class);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var read =
          threads.invokeAll(
              IntStream.range(0, 1_000)
                  .mapToObj(id -> new Ride(id, "n" + id))
                  .<Callable<Boolean>>map(ride -> () -> through(codec, ride).equals(ride))
                  .toList());

      for (var one : read) assertThat(one.get()).isTrue();
    }
  }
}
