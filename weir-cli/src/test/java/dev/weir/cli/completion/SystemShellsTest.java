package dev.weir.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each shell of the system is asked what it offers.
@Timeout(180)
final class SystemShellsTest {
  @TempDir private static Path shared;
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void commands_options_and_values_are_offered_without_a_start_of_ours(String name)
      throws Exception {
    var shell = SystemShell.named(name, folder, shared);

    assertThat(shell.offers("weir top")).contains("topics");
    assertThat(shell.offers("weir ")).contains("up", "consume").doesNotContain("t", "__complete");
    assertThat(shell.offers("weir topics ")).contains("create", "list").doesNotContain("--help");
    assertThat(shell.offers("weir topics create --re")).contains("--replicas");
    assertThat(shell.offers("weir t create --if")).contains("--if-not-exists");
    assertThat(shell.offers("weir -q topics -o ")).contains("table", "json", "name");
    assertThat(shell.offers("weir topics -X acks=")).anyMatch(word -> word.matches("(acks=)?all"));
    assertThat(shell.offers("weir topics -X lin")).contains("linger.ms=");
    assertThat(shell.errors()).isEmpty();
    assertThat(shell.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void names_come_from_the_cluster_and_are_kept_for_a_while(String name) throws Exception {
    var shell = SystemShell.named(name, folder, shared);

    assertThat(shell.offers("weir consume -b k:9092 ")).contains("rides", "orders");
    assertThat(shell.offers("weir consume -b k:9092 ri")).contains("rides");
    assertThat(shell.offers("weir groups describe -b k:9092 ")).contains("billing");

    assertThat(shell.calls()).singleElement().asString().startsWith("__complete -b k:9092 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void names_that_are_old_are_asked_for_anew(String name) throws Exception {
    var shell = SystemShell.named(name, folder, shared);
    shell.offers("weir consume ");
    age();
    Files.writeString(folder.resolve("names"), "topic\tnewer\n");

    assertThat(shell.offers("weir consume ")).contains("newer").doesNotContain("rides");
  }

  /// As if all that was told had been an hour ago.
  private void age() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache/weir"))) {
      for (var file : files.toList()) {
        var text = Files.readString(file);
        Files.writeString(file, Pattern.compile("^\\d+").matcher(text).replaceFirst("1000"));
      }
    }
  }
}
