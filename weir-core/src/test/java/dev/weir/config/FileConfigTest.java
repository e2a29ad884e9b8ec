package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileConfigTest {
  @TempDir private Path folder;

  @Test
  void a_file_sink_needs_only_its_folder() {
    var sinks = yaml("sinks:", "  copy: { type: file, path: /backup }").read().sinks();

    assertThat(sinks).extracting(SinkConfig::name).containsExactly("kafka", "copy");
    assertThat(sinks.getLast())
        .isEqualTo(
            new SinkConfig(
                "copy",
                new FileConfig(
                    Path.of("/backup"),
                    "{bucket}{PS}{hostname}-{ts}.log",
                    100 << 20,
                    1024,
                    FileConfig.Format.FRAMES,
                    FileConfig.Compression.NONE),
                null,
                Duration.ofSeconds(10)));
  }

  @Test
  void all_of_a_file_sink_can_be_set() {
    var sinks =
        yaml(
                "sinks:",
                "  copy:",
                "    type: file",
                "    path: backup",
                "    name: '{bucket}/{ts}-{rand}.json'",
                "    rotate: 1MB",
                "    keep: 3",
                "    format: json-lines",
                "    compression: zstd",
                "    backup: kafka",
                "    swap-timeout: 300ms")
            .read()
            .sinks();

    assertThat(sinks.getLast())
        .isEqualTo(
            new SinkConfig(
                "copy",
                new FileConfig(
                    Path.of("backup"),
                    "{bucket}/{ts}-{rand}.json",
                    1 << 20,
                    3,
                    FileConfig.Format.JSON_LINES,
                    FileConfig.Compression.ZSTD),
                "kafka",
                Duration.ofMillis(300)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{bucket}.log", "{bucket}{PS}x", "a/b/{ts}", "..{bucket}", "{rand}", "{hostname}"})
  void a_files_name_may_have_variables_and_folders(String name) {
    assertThat(named(name).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/{bucket}",
        "{PS}{bucket}",
        "../{bucket}",
        "a/../{bucket}",
        "{bucket}{PS}..",
        "a//b",
        "a/",
        "./a",
        "{topic}.log",
        "{bucket",
        "bucket}",
        "{{bucket}}",
        "{BUCKET}",
        "{}",
        "a\u0000b"
      })
  void a_files_name_cannot_lead_elsewhere(String name) {
    assertThat(named(name).problems()).hasSize(1);
  }

  private static Configured named(String name) {
    return Configured.set("sinks.copy.type=file", "sinks.copy.path=b", "sinks.copy.name=" + name);
  }

  private Configured yaml(String... lines) {
    return Configured.yaml(folder, lines);
  }
}
