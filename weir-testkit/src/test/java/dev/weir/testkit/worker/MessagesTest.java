package dev.weir.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.worker.Headers;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class MessagesTest {
  @Test
  void a_message_has_what_it_was_told() {
    var time = Instant.parse("2026-01-02T03:04:05Z");

    var message =
        Messages.of("contacts", "k1", 7)
            .partition(2)
            .offset(42)
            .time(time)
            .header("kind", "x")
            .attempt(3)
            .message();

    assertThat(message.position()).hasToString("contacts-2@42");
    assertThat(message.key()).isEqualTo("k1");
    assertThat(message.value()).isEqualTo(7);
    assertThat(message.time()).isEqualTo(time);
    assertThat(message.headers().text("kind")).isEqualTo("x");
    assertThat(message.attempt()).isEqualTo(3);
  }

  @Test
  void a_message_is_the_first_attempt_at_the_first_record_unless_told_otherwise() {
    var message = Messages.of("contacts", "k1", "v").message();

    assertThat(message.position()).hasToString("contacts-0@0");
    assertThat(message.attempt()).isEqualTo(1);
    assertThat(message.headers()).isEqualTo(Headers.none());
    assertThat(message.raw().value()).isEqualTo(new byte[] {'v'});
  }

  @Test
  void a_message_without_a_value_is_a_tombstone_and_may_lack_a_key() {
    var message = Messages.<String, String>of("contacts", null, null).message();

    assertThat(message.isTombstone()).isTrue();
    assertThat(message.raw().key()).isNull();
  }

  @Test
  void the_bytes_are_those_that_the_test_says() {
    var message = Messages.of("contacts", 1, 2).raw(new byte[] {1}, new byte[] {2}).message();

    assertThat(message.raw().key()).isEqualTo(new byte[] {1});
    assertThat(message.raw().value()).isEqualTo(new byte[] {2});
  }
}
