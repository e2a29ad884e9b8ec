package dev.weir.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HashesTest {
  private static final int FEW = 10_000;
  private static final String SALT = "A".repeat(22);
  private static final String HASH = "A".repeat(43);

  @Test
  void a_password_is_known_again_by_its_hash() {
    var text = PasswordHash.of("corréct horse", FEW).text();

    var hash = PasswordHash.parse(text);

    assertThat(hash.matches("corréct horse")).isTrue();
    assertThat(hash.matches("correct horse")).isFalse();
    assertThat(hash.matches("")).isFalse();
    assertThat(text).startsWith("pbkdf2-sha256:10000:").doesNotContain("horse");
  }

  @Test
  void two_hashes_of_one_password_differ() {
    assertThat(PasswordHash.of("x", FEW).text()).isNotEqualTo(PasswordHash.of("x", FEW).text());
    assertThat(KeyHash.of("x").text()).isNotEqualTo(KeyHash.of("x").text());
  }

  @Test
  void a_user_who_is_not_there_costs_as_many_turns_and_has_no_password() {
    var nobody = PasswordHash.of("x", FEW).ofNobody();

    assertThat(nobody.iterations()).isEqualTo(FEW);
    assertThat(nobody.matches("x")).isFalse();
  }

  /// The figure of RFC 7914, section 11, so that other programs can make our hashes.
  @Test
  void the_hash_is_the_one_of_the_standard() {
    var hash =
        Hashes.slow("Password", "NaCl".getBytes(java.nio.charset.StandardCharsets.UTF_8), 80_000);

    assertThat(hash)
        .asHexString()
        .isEqualToIgnoringCase("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
  }

  @Test
  void a_key_is_known_again_by_its_hash() {
    var key = KeyHash.newKey();

    var hash = KeyHash.parse(KeyHash.of(key).text());

    assertThat(hash.matches(key)).isTrue();
    assertThat(hash.matches(key + "x")).isFalse();
    assertThat(key).matches("weir_[A-Za-z0-9_-]{43}");
    assertThat(KeyHash.newKey()).isNotEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "pbkdf2-sha256:600000",
        "pbkdf2-sha256:600000::",
        "pbkdf2-sha256:9999:AAAAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "pbkdf2-sha256:9999999:AAAAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "pbkdf2-sha256:600000:AAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "pbkdf2-sha256:600000:AAAAAAAAAAAAAAAAAAAAAA:AAAA",
        "pbkdf2-sha256:600000:AAAAAAAAAAAAAAAAAAAAAA:A",
        "sha256:AAAAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void what_is_no_hash_of_a_password_is_refused_with_the_way_to_make_one(String text) {
    assertThatThrownBy(() -> PasswordHash.parse(text)).hasMessageContaining("weir config password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "weir_abc", "sha256:AAAA:AAAA", "sha256:AAAAAAAAAAAAAAAAAAAAAA:A"})
  void what_is_no_hash_of_a_key_is_refused_with_the_way_to_make_one(String text) {
    assertThatThrownBy(() -> KeyHash.parse(text)).hasMessageContaining("weir config key");
  }

  @Test
  void a_hash_is_not_shown_by_accident() {
    var password = PasswordHash.parse("pbkdf2-sha256:600000:%s:%s".formatted(SALT, HASH));
    var key = KeyHash.parse("sha256:%s:%s".formatted(SALT, HASH));

    assertThat(password + " " + key).doesNotContain("AAAA");
  }
}
