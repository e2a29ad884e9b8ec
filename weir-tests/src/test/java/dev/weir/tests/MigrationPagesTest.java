package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Import;
import dev.weir.config.Setting;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages on moving over name keys that there are, on both sides.
@Timeout(30)
class MigrationPagesTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_.]*[a-z0-9]");
  private static final Pattern OURS = Pattern.compile("[a-z][a-z-]*(\\.[a-z<>-]+)+");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"kprf, http: {}", "kafka-ambassador, server: {}"})
  void each_old_key_is_known(String program, String shape) throws IOException {
    var keys = codes(program, 0).filter(KEY.asMatchPredicate()).filter(key -> key.contains("."));
    var lines = keys.distinct().map(key -> "\"%s\": \"1\"".formatted(key)).toList();

    var file = folder.resolve("old.yaml");
    Files.writeString(file, shape + "\n" + String.join("\n", lines));

    assertThat(lines).hasSizeGreaterThan(10);
    assertThat(Objects.requireNonNull(Import.of(file, Map.of())).notes())
        .noneMatch(note -> note.contains("unknown"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kahego", "kprf", "kafka-ambassador"})
  void each_new_key_is_a_setting(String program) throws IOException {
    var settings = settings();

    var named = codes(program, 1).map(code -> code.replaceFirst(":.*", ""));

    assertThat(named.filter(OURS.asMatchPredicate()))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(settings).contains(key));
  }

  @Test
  void each_of_librdkafkas_options_leads_to_a_property() throws IOException {
    var page = Page.of("docs/migrate/librdkafka.md");
    var cells = page.rows("# librdkafka's options").stream().skip(2).map(row -> row.get(1));

    assertThat(cells.flatMap(MigrationPagesTest::codes))
        .hasSizeGreaterThan(15)
        .allSatisfy(name ->
            assertThat(name)
                .matches(text ->
                    ProducerConfig.configNames().contains(text)
                        || List.of("lz4", "zstd").contains(text)));
  }

  private static List<String> settings() {
    var sources =
        Sources.of(
            "sinks.copy.type=file", "sinks.copy.path=copy", "routes.0.topic=t", "routes.0.to=copy");
    var kafka = ProducerConfig.configNames().stream().map(name -> "kafka." + name);
    var ours =
        WeirConfig.read(sources).settings().stream()
            .map(Setting::key)
            .map(key -> key.replace("routes.0.", "routes.<n>.").replace(".copy", ".<name>"))
            .flatMap(key -> Stream.of(key, key.replace("slice.<name>", "slice.<sink>")));
    return Stream.concat(kafka, ours).collect(Collectors.toList());
  }

  /// What stands in a column as code, of all tables of settings on a page.
  private static Stream<String> codes(String program, int column) throws IOException {
    var page = Page.of("docs/migrate/%s.md".formatted(program));
    return Stream.of("## The settings", "## The files")
        .flatMap(heading -> page.rows(heading).stream().flatMap(row -> codes(row.get(column))));
  }

  private static Stream<String> codes(String cell) {
    return CODE.matcher(cell).results().map((MatchResult code) -> code.group(1));
  }
}
