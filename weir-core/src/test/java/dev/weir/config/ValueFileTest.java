package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Values that stand in files of their own.
final class ValueFileTest {
  private static final String KEY = "kafka.client.id";

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("value"), text);
  }

  @Test
  void a_value_names_its_file() throws Exception {
    var configured = Configured.set(KEY + "=${file:" + file("me\n") + "}");

    assertThat(configured.read().kafka().properties()).containsEntry("client.id", "me");
  }

  @Test
  void so_it_may_in_the_file_of_settings() throws Exception {
    var configured =
        Configured.yaml(folder, "kafka:", "  client.id: ${file:" + file("me\r\n") + "}");

    assertThat(configured.setting(KEY)).isEqualTo(new Setting(KEY, "me", "weir.yaml line 2"));
  }

  @Test
  void a_variable_that_ends_in_file_names_it() throws Exception {
    var configured = Configured.variable("WEIR_KAFKA_CLIENT_ID_FILE", file("me").toString());

    assertThat(configured.setting(KEY))
        .isEqualTo(new Setting(KEY, "me", "WEIR_KAFKA_CLIENT_ID_FILE"));
  }

  @Test
  void the_variable_itself_is_stronger() throws Exception {
    var variables =
        Map.of("WEIR_KAFKA_CLIENT_ID", "you", "WEIR_KAFKA_CLIENT_ID_FILE", file("me").toString());

    assertThat(new Configured(null, variables, List.of()).problems()).hasSize(1);
  }

  @Test
  void only_one_end_of_a_line_is_no_part_of_it() throws Exception {
    var configured = Configured.set(KEY + "=${file:" + file(" me \n\n") + "}");

    assertThat(configured.read().kafka().properties()).containsEntry("client.id", " me \n");
  }

  @Test
  void a_file_that_is_not_there_is_one_problem() {
    assertThat(Configured.set("kafka.sasl.password=${file:" + folder + "/none}").problems())
        .singleElement()
        .asString()
        .contains("--set: kafka.sasl.password: the file ", "/none is not there");
    assertThat(Configured.variable("WEIR_DATA_FILE", folder + "/none").problems())
        .singleElement()
        .asString()
        .contains("WEIR_DATA_FILE: data: the file ", "/none is not there");
  }

  @Test
  void what_is_no_text_or_too_long_is_told_without_what_is_in_it() throws Exception {
    var bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xFF, 's'});
    var long_ = file("s3cret".repeat(20_000));

    assertThat(Configured.set(KEY + "=${file:" + bytes + "}").problems())
        .singleElement()
        .asString()
        .contains("is not UTF-8 text");
    assertThat(Configured.set(KEY + "=${file:" + long_ + "}").problems())
        .singleElement()
        .asString()
        .contains("more than 65,536 bytes")
        .doesNotContain("s3cret");
  }

  @Test
  void the_hash_of_a_user_may_stand_in_a_file() throws Exception {
    var hash = "pbkdf2-sha256:600000:%s:%s".formatted("A".repeat(22), "A".repeat(43));
    var configured =
        Configured.variable("WEIR_AUTH_USERS_ANNA_PASSWORD_FILE", file(hash).toString());

    assertThat(configured.read().auth().users()).containsOnlyKeys("anna");
  }

  @Test
  void a_secret_from_a_file_is_not_shown() throws Exception {
    var configured = Configured.variable("WEIR_KAFKA_SASL_PASSWORD_FILE", file("x").toString());

    assertThat(configured.problems().toString()).contains("kafka.sasl.password: '********'");
  }
}
