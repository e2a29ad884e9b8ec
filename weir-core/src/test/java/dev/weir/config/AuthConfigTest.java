package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Role;
import dev.weir.auth.KeyHash;
import dev.weir.auth.PasswordHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthConfigTest {
  private static final String PASSWORD = PasswordHash.of("secret", 10_000).text();
  private static final String KEY = KeyHash.of("weir_x").text();

  @TempDir Path folder;

  @Test
  void users_and_keys_have_names_and_roles() {
    var auth =
        Configured.yaml(
                folder,
                "auth:",
                "  session: 1h",
                "  users:",
                "    anna: { password: '" + PASSWORD + "', role: operate }",
                "    Bert@ops: { password: '" + PASSWORD + "' }",
                "  keys:",
                "    ci: { key: '" + KEY + "', role: operate }")
            .read()
            .auth();

    assertThat(auth.users()).containsOnlyKeys("anna", "Bert@ops");
    assertThat(auth.users().get("anna"))
        .extracting(one -> one.rights().roles())
        .isEqualTo(Set.of(Role.OPERATE));
    assertThat(auth.users().get("Bert@ops"))
        .extracting(one -> one.rights().roles())
        .isEqualTo(Set.of(Role.READ));
    assertThat(auth.keys().get("ci"))
        .extracting(one -> one.rights().roles())
        .isEqualTo(Set.of(Role.OPERATE));
    assertThat(auth.session()).isEqualTo(Duration.ofHours(1));
    assertThat(auth.isEmpty()).isFalse();
  }

  @Test
  void variables_name_users_and_keys_too() {
    var variables =
        Map.of(
            "WEIR_AUTH_USERS_ANNA_B_PASSWORD", PASSWORD,
            "WEIR_AUTH_USERS_ANNA_B_ROLE", "operate",
            "WEIR_AUTH_KEYS_CI_KEY", KEY);

    var auth = new Configured(null, variables, List.of()).read().auth();

    assertThat(auth.users()).containsOnlyKeys("anna-b");
    assertThat(auth.users().get("anna-b"))
        .extracting(one -> one.rights().roles())
        .isEqualTo(Set.of(Role.OPERATE));
    assertThat(auth.keys()).containsOnlyKeys("ci");
  }

  @Test
  void a_variable_may_have_the_secret_of_a_user_in_the_file() {
    var configured =
        Configured.yaml(folder, "auth: { users: { Anna: { role: operate } } }")
            .andVariable("WEIR_AUTH_USERS_ANNA_PASSWORD", PASSWORD);

    assertThat(configured.read().auth().users()).containsOnlyKeys("Anna");
  }

  @Test
  void a_password_as_it_is_is_refused_and_not_shown() {
    var problems = Configured.set("auth.users.anna.password=hunter2").problems();

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("auth.users.anna.password: '********' is no hash of a password")
        .contains("'weir config password' makes the hash of one")
        .doesNotContain("hunter2");
  }

  @Test
  void a_key_as_it_is_is_refused_and_not_shown() {
    var problems = Configured.set("auth.keys.ci.key=weir_plain").problems();

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("auth.keys.ci.key: '********' is no hash of a key", "weir config key")
        .doesNotContain("weir_plain");
  }

  @Test
  void hashes_are_masked_where_settings_are_shown() {
    var configured =
        Configured.set("auth.users.anna.password=" + PASSWORD, "auth.keys.ci.key=" + KEY);

    assertThat(configured.setting("auth.users.anna.password").value()).isEqualTo("********");
    assertThat(configured.setting("auth.keys.ci.key").value()).isEqualTo("********");
    assertThat(configured.read().toString()).doesNotContain(PASSWORD, KEY);
    assertThat(configured.read().auth().hashes())
        .containsEntry("auth.users.anna.password", PASSWORD)
        .containsEntry("auth.keys.ci.key", KEY);
  }

  @Test
  void whoever_has_a_role_has_a_secret() {
    assertThat(Configured.set("auth.users.anna.role=read").problems())
        .singleElement()
        .asString()
        .contains("auth.users.anna: password is missing");
  }

  @Test
  void a_name_that_cannot_be_one_is_told() {
    assertThat(Configured.set("auth.users.an na.password=" + PASSWORD).problems())
        .singleElement()
        .asString()
        .contains("a name has 1 to 63 of letters");
  }

  @Test
  void a_role_that_there_is_not_is_told() {
    assertThat(Configured.set("auth.keys.ci.key=" + KEY, "auth.keys.ci.role=admin").problems())
        .singleElement()
        .asString()
        .contains("auth.keys.ci.role: 'admin' is none of read, produce, operate");
  }
}
