package dev.weir.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Trace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MarkTest {
  private static final Trace TRACE =
      new Trace("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);
  private static final int HEADER_BYTES = 66;

  @Test
  void a_message_carries_its_trace_and_what_goes_along_with_it() {
    var mark = Mark.of(TRACE, "vendor=1", () -> 1_000);

    assertThat(headers(mark, message(10)))
        .isEqualTo(Map.of("traceparent", TRACE.field(), "tracestate", "vendor=1"));
    assertThat(headers(mark, message(10, new Header("a", bytes("b")))))
        .isEqualTo(Map.of("a", "b", "traceparent", TRACE.field(), "tracestate", "vendor=1"));
  }

  @Test
  void one_that_has_its_own_keeps_it() {
    var mark = Mark.of(TRACE, null, () -> 1_000);
    var own = message(10, new Header("traceparent", bytes("its own")));

    assertThat(mark.on(List.of(own))).containsExactly(own);
  }

  @Test
  void nothing_else_of_it_changes() {
    var message = new Message("rides", 3, 42, bytes("key"), bytes("value"), List.of());

    var marked = Mark.of(TRACE, null, () -> 1_000).on(List.of(message)).getFirst();

    assertThat(marked.topic()).isEqualTo("rides");
    assertThat(marked.partition()).isEqualTo(3);
    assertThat(marked.timestamp()).isEqualTo(42);
    assertThat(marked.key()).isSameAs(message.key());
    assertThat(marked.value()).isSameAs(message.value());
  }

  @Test
  void one_that_would_be_too_large_by_it_goes_without() {
    var mark = Mark.of(TRACE, null, () -> 1_000);

    assertThat(headers(mark, message(1_000 - HEADER_BYTES))).hasSize(1);
    assertThat(headers(mark, message(1_000 - HEADER_BYTES + 1))).isEmpty();
    assertThat(mark.on(List.of(message(1), message(1_000))))
        .extracting(message -> message.headers().size())
        .containsExactly(1, 0);
  }

  @Test
  void a_state_without_an_end_is_left_out() {
    assertThat(headers(Mark.of(TRACE, "x".repeat(513), () -> 9_000), message(1)))
        .containsOnlyKeys("traceparent");
    assertThat(headers(Mark.of(TRACE, " ", () -> 9_000), message(1)))
        .containsOnlyKeys("traceparent");
  }

  private static Map<String, String> headers(Mark mark, Message message) {
    return mark.on(List.of(message)).getFirst().headers().stream()
        .collect(Collectors.toMap(Header::name, header -> text(header.value())));
  }

  private static Message message(int bytes, Header... headers) {
    return new Message(
        "rides", Message.ANY_PARTITION, Message.NOW, null, new byte[bytes], List.of(headers));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
