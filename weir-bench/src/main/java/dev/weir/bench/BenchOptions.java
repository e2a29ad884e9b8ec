package dev.weir.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one run of [PushBench] was asked for.
record BenchOptions(Arguments arguments) {

  /// Refuses what could not be measured, before anything is started for it.
  static BenchOptions parse(String[] line) {
    return parse(line, Map.of());
  }

  /// @param other defaults that are others than those of [PushBench], and more options
  static BenchOptions parse(String[] line, Map<String, String> other) {
    var defaults = defaults();
    defaults.putAll(other);
    var options = new BenchOptions(Arguments.parse(line, defaults));
    options.modes();
    if (options.subjects().stream().anyMatch(Subject::isWeir)) {
      options.weirCommand();
    }
    return options;
  }

  private static Map<String, String> defaults() {
    var defaults =
        new HashMap<>(
            Map.of(
                "rounds", "3",
                "warmup", "4",
                "seconds", "6",
                "connections", "256",
                "depth", "1",
                "value-bytes", "1024",
                "mode", "both",
                "subjects", "all",
                "partitions", "4",
                "linger", ""));
    defaults.putAll(
        Map.of(
            "warmup-max", "20",
            "loops", Integer.toString(Runtime.getRuntime().availableProcessors()),
            "jvm", "-Xmx1g",
            "jfr", "",
            "raw", "",
            "directory", "",
            "weir-home", "weir-cli/target/weir",
            "weir-command", ""));
    return defaults;
  }

  int rounds() {
    return arguments.count("rounds");
  }

  Duration warmup() {
    return Duration.ofSeconds(arguments.count("warmup"));
  }

  /// How long it may take at most, where the JIT compiler has not come to rest before.
  Duration warmupMax() {
    return Duration.ofSeconds(arguments.count("warmup-max"));
  }

  Duration window() {
    return Duration.ofSeconds(arguments.count("seconds"));
  }

  List<Mode> modes() {
    return Mode.list(arguments.text("mode"));
  }

  List<Subject> subjects() {
    return Subject.list(arguments.text("subjects"));
  }

  int partitions() {
    return arguments.count("partitions");
  }

  int valueBytes() {
    return arguments.count("value-bytes");
  }

  String lingerMillis() {
    return arguments.text("linger");
  }

  /// The flags of every subject's JVM.
  List<String> jvm() {
    return words(arguments.text("jvm"));
  }

  /// What starts the gateway, before its arguments.
  List<String> weirCommand() {
    var given = words(arguments.text("weir-command"));
    if (!given.isEmpty()) {
      return given;
    }
    var libraries = Path.of(arguments.text("weir-home"), "lib").toAbsolutePath();
    if (!Files.isDirectory(libraries)) {
      throw new IllegalArgumentException(
          ("There is no Weir to measure in %s. Build it, name another place with --weir-home or"
                  + " --weir-command, or leave 'weir' out of --subjects.")
              .formatted(libraries));
    }
    return List.of(Children.java(), "-cp", libraries + "/*", "dev.weir.cli.Main");
  }

  /// Where flight recordings go, if any are wanted.
  @Nullable Path recordings() {
    return path("jfr");
  }

  /// Where the lines of the single measurements go; to stderr if nowhere else.
  @Nullable Path rawLines() {
    return path("raw");
  }

  /// Where the broker's data and the logs go; a temporary directory if nowhere else.
  @Nullable Path directory() {
    return path("directory");
  }

  String text(String name) {
    return arguments.text(name);
  }

  private @Nullable Path path(String name) {
    return arguments.text(name).isEmpty() ? null : Path.of(arguments.text(name));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
