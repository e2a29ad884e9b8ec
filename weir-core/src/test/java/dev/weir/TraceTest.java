package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceTest {
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN_ID = "00f067aa0ba902b7";
  private static final String FIELD = "00-" + TRACE_ID + "-" + SPAN_ID + "-01";

  @Test
  void a_field_is_read_and_written_the_same() {
    var trace = Trace.parse(FIELD);

    assertThat(trace).isEqualTo(new Trace(TRACE_ID, SPAN_ID, true));
    assertThat(new Trace(TRACE_ID, SPAN_ID, true).field()).isEqualTo(FIELD);
    assertThat(new Trace(TRACE_ID, SPAN_ID, false).field()).endsWith("-00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "02", "fe"})
  void whether_somebody_keeps_it_is_the_last_bit_alone(String flags) {
    assertThat(Trace.parse(FIELD.replaceFirst("01$", flags)))
        .isEqualTo(new Trace(TRACE_ID, SPAN_ID, false));
    assertThat(Trace.parse(FIELD.replaceFirst("01$", "ff")))
        .isEqualTo(new Trace(TRACE_ID, SPAN_ID, true));
  }

  @Test
  void a_later_version_may_say_more_behind_a_dash() {
    assertThat(Trace.parse("cc" + FIELD.substring(2) + "-what-comes"))
        .isEqualTo(new Trace(TRACE_ID, SPAN_ID, true));
    assertThat(Trace.parse("cc" + FIELD.substring(2))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0\n",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-xx"
      })
  void what_is_not_well_formed_is_as_if_it_were_not_there(String field) {
    assertThat(Trace.parse(field)).isNull();
  }

  @Test
  void a_field_without_an_end_is_not_read() {
    assertThat(Trace.parse("cc" + FIELD.substring(2) + "-" + "x".repeat(10_000))).isNull();
  }

  @Test
  void a_message_has_it_in_its_header() {
    assertThat(Trace.of(message(FIELD))).isEqualTo(new Trace(TRACE_ID, SPAN_ID, true));
    assertThat(Trace.of(message("nonsense"))).isNull();
    assertThat(Trace.of(message(null))).isNull();
    assertThat(Trace.of(Message.of("rides", null, null))).isNull();
  }

  private static Message message(@Nullable String field) {
    var value = field == null ? null : field.getBytes(StandardCharsets.ISO_8859_1);
    var headers = List.of(new Header("other", null), new Header(Trace.FIELD, value));
    return new Message("rides", Message.ANY_PARTITION, Message.NOW, null, null, headers);
  }
}
