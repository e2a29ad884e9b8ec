package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
final class ImportTest {
  @TempDir private Path folder;

  static Stream<List<String>> examples() {
    return Stream.of(
        List.of("buckets.json", "buckets.json"),
        List.of("kprf.yaml", "kprf.yaml"),
        List.of("ka.yaml", "ka.yaml"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void what_is_printed_means_what_the_old_file_means(List<String> example) throws IOException {
    var old = OldConfig.example(folder, example.get(0), example.get(1));

    var printed = Files.writeString(folder.resolve("weir.yaml"), old.imported().yaml(true));

    var imported = WeirConfig.read(new Sources(printed, Map.of(), List.of()));
    assertThat(imported)
        .usingRecursiveComparison()
        .ignoringFields("settings", "file")
        .isEqualTo(old.read());
    assertThat(imported.settings())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("origin")
        .containsExactlyInAnyOrderElementsOf(old.read().settings());
    assertThat(Import.of(printed, Map.of())).isNull();
  }

  @Test
  void secrets_are_printed_on_request_only() {
    var imported = OldConfig.example(folder, "ka.yaml", "ka.yaml").imported();

    assertThat(imported.yaml(false))
        .doesNotContain("pass\\")
        .contains("# sasl.password is a secret: set WEIR_KAFKA_SASL_PASSWORD");
    assertThat(imported.yaml(true)).contains("pass\\");
    assertThat(imported.notes()).noneMatch(note -> note.contains("pass"));
  }

  @Test
  void each_line_tells_where_it_is_from() {
    var yaml = OldConfig.example(folder, "kprf.yaml", "kprf.yaml").imported().yaml(false);

    assertThat(yaml)
        .startsWith("# The settings of kprf.\n\nlisten:\n  http: off  # as kprf\n")
        .contains("  push: 0.0.0.0:4343  # kprf.yaml line 15\n")
        .contains("  - topic: rides  # kprf.yaml line 21\n    rate: 42/m  # kprf.yaml line 21\n");
  }

  @Test
  void a_file_of_weirs_own_is_nothing_to_import() throws IOException {
    var file = Files.writeString(folder.resolve("weir.yaml"), "kafka: { linger.ms: 5 }");

    assertThat(Import.of(file, Map.of())).isNull();
  }
}
