package dev.weir.tests;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The settings that packages bring are ones that Weir starts with.
final class PackagedSettingsTest {
  private static final Path PACKAGING = Page.ROOT.resolve("packaging");

  /// As `weir config key` prints it.
  private static final String KEY =
      "sha256:q-1eIeImPctZlvGKB1KH_w:ITJ0g8qnxFcVF6c_25HZgmOL426UHmpw0fFzmUueKEo";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tar/conf/weir.yaml", "deb/weir.yaml"})
  void what_a_package_has_is_valid(String file) {
    assertStarts(PACKAGING.resolve(file), Map.of());
  }

  @Test
  void what_the_image_has_is_valid_once_it_is_said_who_may_ask() throws IOException {
    var lines = Pattern.compile("(?m)^  '(.*?)'").matcher(text("docker/Dockerfile")).results();
    var yaml = lines.map(line -> line.group(1)).collect(Collectors.joining("\n"));
    var file = Files.writeString(folder.resolve("weir.yaml"), yaml);

    assertThat(yaml).contains("0.0.0.0:8082");
    assertStarts(file, Map.of("WEIR_INSECURE", "true"));
    assertStarts(file, environmentOfCompose());
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "full"})
  void what_the_chart_has_is_valid(String values) throws IOException {
    var defaults = yaml("helm/weir/values.yaml");
    var given = yaml("helm/weir/ci/" + values + "-values.yaml");
    var config = merged(map(defaults.get("config")), map(given.get("config")));
    var dump = new Dump(DumpSettings.builder().build()).dumpToString(config);
    var file = Files.writeString(folder.resolve("weir.yaml"), dump);

    assertStarts(file, given.containsKey("env") ? Map.of("WEIR_AUTH_KEYS_APP_KEY", KEY) : Map.of());
  }

  @Test
  void kafka_beside_the_image_writes_to_the_volume_that_it_has() throws IOException {
    var kafka = map(map(yaml("docker/compose.yaml").get("services")).get("kafka"));

    var folder = map(kafka.get("environment")).get("KAFKA_LOG_DIRS");

    assertThat(kafka.get("volumes")).isEqualTo(List.of("kafka:" + folder));
  }

  @Test
  void the_unit_may_write_where_the_page_puts_the_access_log() throws IOException {
    var page = String.join("\n", Page.of("docs/operations.md").lines());

    assertThat(page).contains("access-log: /var/log/weir/access.log");
    assertThat(text("deb/weir.service").lines()).contains("LogsDirectory=weir");
  }

  private static void assertStarts(Path file, Map<String, String> environment) {
    var sources = new Sources(file, environment, List.of());
    assertThatCode(() -> WeirConfig.read(sources)).as("%s", file).doesNotThrowAnyException();
  }

  private static Map<String, String> environmentOfCompose() throws IOException {
    var weir = map(map(yaml("docker/compose.yaml").get("services")).get("weir"));
    var environment = new HashMap<String, String>();
    map(weir.get("environment"))
        .forEach((name, value) -> environment.put(name, String.valueOf(value)));
    return environment;
  }

  private static String text(String file) throws IOException {
    return Files.readString(PACKAGING.resolve(file));
  }

  private static Map<String, Object> yaml(String file) throws IOException {
    return map(new Load(LoadSettings.builder().build()).loadFromString(text(file)));
  }

  /// As Helm merges values.
  private static Map<String, Object> merged(Map<String, Object> under, Map<String, Object> over) {
    var merged = new LinkedHashMap<>(under);
    over.forEach((key, value) -> {
      var both = value instanceof Map && under.get(key) instanceof Map;
      merged.put(key, both ? merged(map(under.get(key)), map(value)) : value);
    });
    return merged;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object yaml) {
    return (Map<String, Object>) requireNonNull(yaml);
  }
}
