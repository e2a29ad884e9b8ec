package dev.weir.worker.codec;

import static dev.weir.worker.codec.Bytes.VALUE;
import static dev.weir.worker.codec.Bytes.through;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.weir.worker.DecodeException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JsonTest {
  record Ride(int id, List<String> longStops) {}

  private static final Ride RIDE = new Ride(7, List.of("Köln", "b"));

  @Test
  void a_record_is_written_as_json() {
    var bytes = Codecs.json(Ride.class).encode(VALUE, RIDE);

    assertThat(new String(bytes, UTF_8)).isEqualTo("{\"id\":7,\"longStops\":[\"Köln\",\"b\"]}");
    assertThat(Codecs.json(Ride.class).decode(VALUE, bytes)).isEqualTo(RIDE);
  }

  @Test
  void types_of_types_come_back() {
    var codec = Codecs.json(new TypeReference<List<Ride>>() {});

    assertThat(through(codec, List.of(RIDE))).containsExactly(RIDE);
  }

  @Test
  void a_mapper_of_ones_own_has_its_say() {
    var mapper = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    var bytes = Codecs.json(Ride.class, mapper).encode(VALUE, RIDE);

    assertThat(new String(bytes, UTF_8)).contains("long_stops");
    assertThat(Codecs.json(new TypeReference<Ride>() {}, mapper).decode(VALUE, bytes))
        .isEqualTo(RIDE);
  }

  @Test
  void fields_that_are_not_known_are_passed_over() {
    assertThat(read("{\"id\":7,\"new\":1,\"longStops\":[\"Köln\",\"b\"]}")).isEqualTo(RIDE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "{",
        "{\"id\":\"x\"}",
        "[]",
        "{\"id\":7} x",
        "{\"id\":7}{}",
        "null",
        "\0{}"
      })
  void what_is_no_such_json_is_refused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("The value of a record of 'rides' is not JSON of ");
  }

  @Test
  void json_that_is_too_deep_is_refused() {
    var codec = Codecs.json(JsonNode.class);

    assertThatThrownBy(() -> codec.decode(VALUE, "[".repeat(1_000_000).getBytes(UTF_8)))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void what_cannot_be_written_is_refused() {
    var codec = Codecs.json(Object.class);

    assertThatThrownBy(() -> codec.encode(VALUE, new Object()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void many_threads_use_one_at_once() throws Exception {
    var codec = Codecs.json(Ride.class);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var read =
          threads.invokeAll(
              IntStream.range(0, 1_000)
                  .mapToObj(id -> new Ride(id, List.of("s" + id)))
                  .<Callable<Boolean>>map(ride -> () -> through(codec, ride).equals(ride))
                  .toList());

      for (var one : read) assertThat(one.get()).isTrue();
    }
  }

  private static Ride read(String text) {
    return Codecs.json(Ride.class).decode(VALUE, text.getBytes(UTF_8));
  }
}
