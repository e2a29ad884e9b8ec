package dev.weir.worker.codec;

import static dev.weir.worker.codec.Bytes.KEY;
import static dev.weir.worker.codec.Bytes.VALUE;
import static dev.weir.worker.codec.Bytes.shown;
import static dev.weir.worker.codec.Bytes.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.worker.DecodeException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What all its codecs have in common.
@Timeout(60)
class RegistryTest {
  private static final String TEXT = Ride.SCHEMA$.toString();
  private static final String RIDE_7 = "00 00 00 00 01 0e 00";

  private final TinyRegistry there = new TinyRegistry();
  private final Registry registry = Registry.at(there.url());

  @AfterEach
  void close() {
    there.close();
  }

  @Test
  void a_schema_is_asked_for_once() {
    there.add("rides-value", "AVRO", TEXT);
    var codec = registry.avro(Ride.class);

    codec.decode(VALUE, Bytes.of(RIDE_7));
    codec.decode(VALUE, Bytes.of(RIDE_7));
    registry.avro().decode(VALUE, Bytes.of(RIDE_7));

    assertThat(there.requests).containsExactly("GET /schemas/ids/1");
  }

  @Test
  void many_who_need_a_schema_at_once_ask_for_it_once() throws Exception {
    there.add("rides-value", "AVRO", TEXT);
    var codec = registry.avro(Ride.class);
    var answers = there.hold();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var read =
          IntStream.range(0, 1_000)
              .<Callable<Ride>>mapToObj(i -> () -> codec.decode(VALUE, Bytes.of(RIDE_7)))
              .map(threads::submit)
              .toList();
      answers.countDown();

      for (var one : read) assertThat(one.get()).isEqualTo(new Ride(7, null));
    }
    assertThat(there.requests).hasSize(1);
  }

  @Test
  void who_is_interrupted_does_not_end_the_question_of_others() throws Exception {
    there.add("rides-value", "AVRO", TEXT);
    var codec = registry.avro(Ride.class);
    var answers = there.hold();

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> codec.decode(VALUE, Bytes.of(RIDE_7)))
        .isInstanceOf(RegistryException.class);
    assertThat(Thread.interrupted()).isTrue();
    answers.countDown();

    assertThat(codec.decode(VALUE, Bytes.of(RIDE_7))).isEqualTo(new Ride(7, null));
    assertThat(there.requests).hasSize(1);
  }

  @Test
  void an_unknown_id_is_a_misfit() {
    assertThatThrownBy(() -> registry.avro().decode(VALUE, Bytes.of(RIDE_7)))
        .isInstanceOf(DecodeException.class)
        .hasMessage("The schema registry knows no schema 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00 00 00 00", "01 00 00 00 01 0e 00"})
  void what_has_no_frame_is_a_misfit_and_nobody_is_asked(String bytes) {
    assertThatThrownBy(() -> registry.avro().decode(VALUE, Bytes.of(bytes)))
        .isInstanceOf(DecodeException.class);
    assertThat(there.requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"AVRO,x", "JSON,{}", "PROTOBUF,message A {}"})
  void a_schema_that_is_no_schema_of_avro_is_a_misfit(String type, String text) {
    there.add("rides-value", type, text);

    assertThatThrownBy(() -> registry.avro().decode(VALUE, Bytes.of(RIDE_7)))
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("The record is of schema 1, which is ");
  }

  @ParameterizedTest
  @CsvSource({
    "500,{}",
    "503,''",
    "429,{}",
    "408,{}",
    "401,{}",
    "403,{}",
    "404,not found",
    "302,''",
    "200,''",
    "200,<html>",
    "400,{\"error_code\":40001}"
  })
  void a_registry_that_does_not_answer_says_nothing_about_the_record(int status, String answer) {
    there.add("rides-value", "AVRO", TEXT);
    there.answering(status, answer);

    assertThatThrownBy(() -> registry.avro().decode(VALUE, Bytes.of(RIDE_7)))
        .isInstanceOf(RegistryException.class);
  }

  @Test
  void a_registry_that_is_away_says_nothing_about_the_record() {
    there.close();

    assertThatThrownBy(() -> registry.avro().decode(VALUE, Bytes.of(RIDE_7)))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("The schema registry at " + there.url());
  }

  @Test
  void a_registry_that_is_silent_is_not_waited_for_without_an_end() {
    there.hold();
    var hasty = registry.timeout(Duration.ofMillis(50)).avro();

    assertThatThrownBy(() -> hasty.decode(VALUE, Bytes.of(RIDE_7)))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("50 ms");
  }

  @Test
  void where_one_address_is_away_the_next_is_asked() {
    there.add("rides-value", "AVRO", TEXT);
    var closed = new TinyRegistry();
    closed.close();
    var codec = Registry.at(closed.url(), there.url() + "/").avro(Ride.class);

    assertThat(codec.decode(VALUE, Bytes.of(RIDE_7))).isEqualTo(new Ride(7, null));
  }

  @Test
  void it_logs_in_by_name_and_password_or_by_token() {
    there.add("rides-value", "AVRO", TEXT);
    var named = there.url().replace("//", "//me:s%40cret@");

    registry.login("me", "s@cret").avro().decode(VALUE, Bytes.of(RIDE_7));
    Registry.at(named).avro().decode(VALUE, Bytes.of(RIDE_7));
    registry.bearer(() -> "abc").avro().decode(VALUE, Bytes.of(RIDE_7));

    assertThat(there.logins)
        .containsExactly("Basic bWU6c0BjcmV0", "Basic bWU6c0BjcmV0", "Bearer abc");
    assertThat(Registry.at(named)).asString().isEqualTo("Registry[" + there.url() + "]");
  }

  @Test
  void the_subject_is_that_of_the_topics_keys_or_values() {
    var codec = registry.autoRegister().avro(Ride.class);

    codec.encode(VALUE, new Ride(7, null));
    codec.encode(KEY, new Ride(7, null));
    registry.autoRegister().subject("a/b c").avro().encode(VALUE, asRead(new Ride(7, null)));

    assertThat(there.requests)
        .containsExactly(
            "POST /subjects/rides-value/versions?normalize=true",
            "POST /subjects/rides-key/versions?normalize=true",
            "POST /subjects/a%2Fb%20c/versions?normalize=true");
  }

  private static GenericRecord asRead(Ride ride) {
    return Codecs.avro(Ride.SCHEMA$).decode(VALUE, Codecs.avro(Ride.class).encode(VALUE, ride));
  }

  @Test
  void what_is_not_registered_is_not_written_unless_it_may_be_registered() {
    var codec = registry.avro(Ride.class);

    assertThatThrownBy(() -> codec.encode(VALUE, new Ride(7, null)))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("not registered as 'rides-value'")
        .hasMessageContaining("autoRegister()");
    assertThat(shown(registry.autoRegister().avro(Ride.class).encode(VALUE, new Ride(7, null))))
        .isEqualTo(RIDE_7);
  }

  @Test
  void what_is_registered_is_looked_up_once() {
    there.add("other", "AVRO", "{}");
    there.add("rides-value", "AVRO", TEXT);
    var codec = registry.avro(Ride.class);

    assertThat(shown(codec.encode(VALUE, new Ride(7, "a"))))
        .isEqualTo("00 00 00 00 02 0e 02 02 61");
    assertThat(through(codec, new Ride(8, "b"))).isEqualTo(new Ride(8, "b"));
    assertThat(there.requests)
        .containsExactly("POST /subjects/rides-value?normalize=true", "GET /schemas/ids/2");
  }

  @Test
  void a_schema_that_the_registry_refuses_is_not_written() {
    there.answering(409, "{\"error_code\":409,\"message\":\"incompatible\"}");
    var codec = registry.autoRegister().avro(Ride.class);

    assertThatThrownBy(() -> codec.encode(VALUE, new Ride(7, null)))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("incompatible");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8081", "", "/x", "x y"})
  void an_address_that_is_none_is_refused_at_once(String url) {
    assertThatThrownBy(() -> Registry.at(url)).isInstanceOf(IllegalArgumentException.class);
  }
}
