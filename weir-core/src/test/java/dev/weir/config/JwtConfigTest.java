package dev.weir.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The settings of tokens and of certificates.
final class JwtConfigTest {
  private static final String JWKS = "auth.jwt.jwks=https://id.example/keys";
  private static final String ISSUER = "auth.jwt.issuer=https://id.example";
  private static final String AUDIENCE = "auth.jwt.audience=weir, weir-test";

  @TempDir Path folder;

  @Test
  void tokens_are_taken_where_the_keys_the_issuer_and_the_audience_are_set() {
    var auth = Configured.set(JWKS, ISSUER, AUDIENCE).read().auth();

    assertThat(auth.isEmpty()).isFalse();
    assertThat(auth.jwt())
        .isEqualTo(
            new JwtConfig(
                "https://id.example/keys",
                "https://id.example",
                List.of("weir", "weir-test"),
                new JwtConfig.Claims("sub", "weir_roles", "weir_topics"),
                new Rights(Set.of(), List.of()),
                Duration.ofSeconds(30)));
    assertThat(requireNonNull(auth.jwt()).isRemote()).isTrue();
  }

  @Test
  void the_keys_may_be_in_a_file_and_the_claims_have_other_names() {
    var jwt =
        Configured.yaml(
                folder,
                "auth:",
                "  jwt:",
                "    jwks: keys/jwks.json",
                "    issuer: id",
                "    audience: weir",
                "    name: email",
                "    roles: scope",
                "    topics: https://weir.example/topics",
                "    default-role: read, produce",
                "    default-topics: orders.*",
                "    leeway: 5s")
            .read()
            .auth()
            .jwt();

    assertThat(jwt)
        .isEqualTo(
            new JwtConfig(
                "keys/jwks.json",
                "id",
                List.of("weir"),
                new JwtConfig.Claims("email", "scope", "https://weir.example/topics"),
                new Rights(Set.of(Role.READ, Role.PRODUCE), List.of("orders.*")),
                Duration.ofSeconds(5)));
    assertThat(requireNonNull(jwt).isRemote()).isFalse();
  }

  @Test
  void whoever_leaves_out_what_a_token_must_say_is_told_so() {
    assertThat(Configured.set(JWKS, AUDIENCE).problems().toString())
        .contains("auth.jwt: issuer is missing");
    assertThat(Configured.set(JWKS, ISSUER).problems().toString())
        .contains("auth.jwt: audience is missing");
    assertThat(Configured.set(ISSUER).problems().toString()).contains("auth.jwt: jwks is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth.jwt.leeway=61s",
        "auth.jwt.jwks=https://anna:secret@id.example/keys",
        "auth.jwt.jwks=http://",
        "auth.jwt.default-role=admin",
        "auth.jwt.default-topics=a b",
        "auth.jwt.audience=a,,b",
        "auth.certificates.shop.subject=shop",
        "auth.certificates.shop.subject=dns:",
        "auth.certificates.shop.role=read",
      })
  void what_cannot_be_is_a_mistake(String setting) {
    var section = setting.substring(0, setting.indexOf('.', 6));

    assertThat(Configured.set(setting).problems().toString())
        .contains(section)
        .doesNotContain("********' is no")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "http://192.0.2.1/keys, 1",
    "https://192.0.2.1/keys, 0",
    "http://127.0.0.1:8080/keys, 0",
    "keys.json, 0"
  })
  void keys_that_others_can_change_on_their_way_are_warned_of(String jwks, int warnings) {
    var config = Configured.set("auth.jwt.jwks=" + jwks, ISSUER, AUDIENCE).read();

    assertThat(Cautions.of(config)).hasSize(warnings).allMatch(one -> one.contains("https"));
  }

  @Test
  void a_certificate_has_a_subject_a_role_and_topics() {
    var configured =
        Configured.set(
            "auth.certificates.shop.subject=dns:Shop.example",
            "auth.certificates.shop.role=produce",
            "auth.certificates.shop.topics=orders.*");

    assertThat(configured.read().auth().certificates())
        .isEqualTo(
            Map.of(
                "shop",
                new AuthConfig.Certificate(
                    Subject.dns("shop.example"),
                    new Rights(Set.of(Role.PRODUCE), List.of("orders.*")))));
    assertThat(configured.read().auth().isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=shop,O=Example | cn=Shop, o=example",
        "dns:a.example | DNS:A.example",
        "cn:Shop | CN:Shop",
        "email:a@b.example | email:A@b.example",
      })
  void subjects_that_differ_in_writing_alone_are_the_same(String one, String other) {
    assertThat(Subject.parse(one)).isEqualTo(Subject.parse(other));
  }

  @Test
  void two_with_one_subject_are_a_mistake() {
    var configured =
        Configured.set(
            "auth.certificates.a.subject=CN=shop", "auth.certificates.b.subject=cn=Shop");

    assertThat(configured.problems().toString())
        .contains("auth.certificates: 'a' and 'b' have one subject");
  }
}
