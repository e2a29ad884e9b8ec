package dev.weir.gateway.door;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where keys come from, and what becomes of them when nothing comes.
@Timeout(30)
final class KeySetTest {
  private static final KeySet.Pace OFTEN =
      new KeySet.Pace(Duration.ofMillis(20), Duration.ofMillis(10));
  private static final KeySet.Pace WHEN_ASKED =
      new KeySet.Pace(Duration.ofHours(1), Duration.ofMillis(10));
  private static final Signer FIRST = Signer.ec("first");
  private static final Signer SECOND = Signer.ec("second");

  @Test
  void keys_of_an_address_are_there_soon_and_as_long_as_they_stay_they_are_the_same_object() {
    try (var server = KeyServer.start().has(Signer.set(FIRST));
        var keys = of(server, OFTEN)) {
      keys.renew();
      var first = keys.now();
      keys.renew();

      assertThat(requireNonNull(first).toString()).isEqualTo("keys for tokens: first");
      assertThat(keys.now()).isSameAs(first);
      assertThat(server.requests()).isGreaterThan(1);
    }
  }

  @Test
  void a_server_that_is_away_at_the_start_may_come_later() {
    int port;
    try (var before = KeyServer.start()) {
      port = before.port();
    }
    try (var keys = KeySet.start(address(port), WHEN_ASKED)) {
      keys.renew();
      assertThat(keys.now()).isNull();
      assertThat(keys.areAway()).isTrue();

      try (var server = KeyServer.at(port).has(Signer.set(FIRST))) {
        while (keys.now() == null) keys.renew(); // it is asked again though nobody wants it

        assertThat(keys.areAway()).isFalse();
        assertThat(server.requests()).isPositive();
      }
    }
  }

  @Test
  void keys_stay_while_the_server_is_away_or_answers_nonsense() {
    try (var server = KeyServer.start().has(Signer.set(FIRST));
        var keys = of(server, WHEN_ASKED)) {
      keys.renew();
      var first = requireNonNull(keys.now());

      server.fails(500);
      keys.renew();
      assertThat(keys.now()).isSameAs(first);
      server.fails(200).has("<html>");
      keys.renew();
      assertThat(keys.now()).isSameAs(first);
      server.leave();
      keys.renew();

      assertThat(keys.now()).isSameAs(first);
      assertThat(keys.areAway()).isFalse();
    }
  }

  @Test
  void new_keys_are_there_when_somebody_has_waited_for_them() {
    try (var server = KeyServer.start().has(Signer.set(FIRST));
        var keys = of(server, WHEN_ASKED)) {
      keys.renew();

      server.has(Signer.set(SECOND));
      keys.renew();

      assertThat(String.valueOf(keys.now())).isEqualTo("keys for tokens: second");
    }
  }

  @Test
  @Tag("S21")
  void nobody_is_sent_elsewhere() {
    try (var other = KeyServer.start().has(Signer.set(FIRST));
        var server = KeyServer.start().sendsTo(other.url());
        var keys = of(server, WHEN_ASKED)) {
      keys.renew();

      assertThat(keys.now()).isNull();
      assertThat(server.requests()).isPositive();
      assertThat(other.requests()).isZero();
    }
  }

  @Test
  void what_is_too_large_is_not_read() {
    try (var server = KeyServer.start().has(" ".repeat(KeySource.BYTES_MAX) + Signer.set(FIRST));
        var keys = of(server, WHEN_ASKED)) {
      keys.renew();

      assertThat(keys.now()).isNull();
    }
  }

  @Test
  void a_file_is_read_again_when_it_changes_also_by_a_link(@TempDir Path folder)
      throws IOException {
    var first = Files.writeString(folder.resolve("1"), Signer.set(FIRST));
    var second = Files.writeString(folder.resolve("2"), Signer.set(SECOND));
    var link = Files.createSymbolicLink(folder.resolve("keys.json"), first);
    try (var keys = KeySet.start(new KeySource.OfFile(link), OFTEN)) {
      keys.renew();
      assertThat(String.valueOf(keys.now())).endsWith("first");

      Files.move(
          Files.createSymbolicLink(folder.resolve("next"), second),
          link,
          StandardCopyOption.ATOMIC_MOVE);
      keys.renew();

      assertThat(String.valueOf(keys.now())).endsWith("second");
    }
  }

  @Test
  void who_waits_is_let_go_at_the_end() {
    try (var server = KeyServer.start().has(Signer.set(FIRST))) {
      var keys = of(server, WHEN_ASKED);
      keys.renew();

      keys.close();
      keys.renew();

      assertThat(keys.now()).isNotNull();
    }
  }

  @Test
  void keys_that_are_not_for_signatures_are_passed_over() throws IOException {
    var json =
        """
        {"keys":[
          %s,
          {"kty":"oct","kid":"secret","k":"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"},
          {"kty":"new","kid":"unknown"},
          {"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA","kid":"not on the curve"},
          {"kty":"OKP","crv":"X25519","x":"3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08","kid":"to agree"},
          %s]}
        """
            .formatted(FIRST.publicKey(), SECOND.publicKey().replace("{", "{\"use\":\"enc\","));

    assertThat(Keys.parse(json.getBytes(StandardCharsets.UTF_8)).all())
        .extracting(Key::id)
        .containsExactly("first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{}", "{\"keys\":[]}", "{\"keys\":1}", "{\"keys\":[1]}", "nonsense"})
  void what_has_no_keys_is_refused(String json) {
    assertThatThrownBy(() -> Keys.parse(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
  }

  private static KeySet of(KeyServer server, KeySet.Pace pace) {
    return KeySet.start(new KeySource.OfAddress(server.url()), pace);
  }

  private static KeySource address(int port) {
    return new KeySource.OfAddress(URI.create("http://127.0.0.1:%d/keys".formatted(port)));
  }
}
