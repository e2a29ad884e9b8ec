package dev.weir.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Fuzzes one target in a JVM of its own, so that it can be short of memory and can be ended.
///
/// Its folder keeps the corpus (inputs that reached something new, where the next run goes on), the
/// log, and what was found.
final class Run {
  /// The most that one input may take of those that are looked for.
  private static final Duration INPUT_AT_MOST = Duration.ofSeconds(10);

  /// That of a sample, whose first input loads all classes, beside other tests.
  private static final Duration SAMPLE_AT_MOST = Duration.ofMinutes(1);

  /// Beside the time of fuzzing: starting, reading the corpus, ending.
  private static final Duration REST_AT_MOST = Duration.ofMinutes(5);

  private static final Pattern INPUTS =
      Pattern.compile("(?m)^stat::number_of_executed_units: (\\d+)");
  private static final Pattern BRANCHES = Pattern.compile("(?m)^#\\d+\\s.* cov: (\\d+)");
  private static final Pattern WRITTEN = Pattern.compile("Test unit written to (.+)");
  private static final Pattern THROWN = Pattern.compile("(?m)^== Java Exception: (.+)");
  private static final Pattern BROKEN = Pattern.compile("(?m)^==\\d+== ?ERROR: (.+)");

  private final Target target;
  private final Path folder;

  /// @param root where the folder of each target is
  Run(Target target, Path root) {
    this.target = target;
    this.folder = root.resolve(target.name());
  }

  /// Looks for findings, from the seeds and from what an earlier run came to.
  Result search(Path seeds, Duration time) throws IOException, InterruptedException {
    return search(
        seeds, List.of("-max_total_time=" + time.toSeconds(), atMost(INPUT_AT_MOST)), time);
  }

  /// Tries the seeds and some inputs made from them, the same ones each time.
  Result sample(Path seeds, int inputs) throws IOException, InterruptedException {
    return search(
        seeds, List.of("-seed=1", "-runs=" + inputs, atMost(SAMPLE_AT_MOST)), Duration.ZERO);
  }

  private static String atMost(Duration input) {
    return "-timeout=" + input.toSeconds();
  }

  private Result search(Path seeds, List<String> effort, Duration time)
      throws IOException, InterruptedException {
    var corpus = Files.createDirectories(folder.resolve("corpus"));
    var own = seeds.resolve(target.name());
    var inputs = new ArrayList<>(List.of(corpus.toString()));
    if (Files.isDirectory(own)) inputs.add(own.toString());
    inputs.addAll(effort);
    return run(inputs, time);
  }

  /// Tries one input alone.
  Result again(Path input) throws IOException, InterruptedException {
    return run(List.of(input.toAbsolutePath().toString(), atMost(INPUT_AT_MOST)), Duration.ZERO);
  }

  private Result run(List<String> arguments, Duration time)
      throws IOException, InterruptedException {
    var temporary = Files.createDirectories(folder.resolve("tmp"));
    Files.createDirectories(folder.resolve("findings"));
    var log = folder.resolve("log.txt");
    var process =
        new ProcessBuilder(command(arguments, temporary))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      var most = time.plus(REST_AT_MOST);
      var ended = process.waitFor(most.toSeconds(), TimeUnit.SECONDS);
      return result(ended ? process.exitValue() : -1, log);
    } finally {
      process.destroyForcibly();
      process.waitFor(10, TimeUnit.SECONDS);
      delete(temporary);
    }
  }

  private List<String> command(List<String> arguments, Path temporary) {
    var instrumented = String.join(File.pathSeparator, target.instrumented());
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    // Little memory, so that one input that takes much of it is a finding.
    command.addAll(List.of("-Xmx400m", "-Xss1m", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(List.of("-XX:+EnableDynamicAgentLoading", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.add("-Djava.io.tmpdir=" + temporary.toAbsolutePath());
    command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.type());
    command.add("--instrumentation_includes=" + instrumented);
    command.add("--custom_hook_includes=" + instrumented);
    command.add("--reproducer_path=" + folder.resolve("findings").toAbsolutePath());
    command.add("-artifact_prefix=" + folder.resolve("findings").toAbsolutePath() + "/");
    command.add("-max_len=" + target.bytesMax());
    command.add("-print_final_stats=1");
    command.addAll(arguments);
    return command;
  }

  private Result result(int exitCode, Path log) throws IOException {
    var text = Files.readString(log);
    var finding = last(WRITTEN, text);
    return new Result(
        target.name(),
        number(INPUTS, text),
        number(BRANCHES, text),
        finding == null ? null : Path.of(finding.strip()),
        exitCode == 0 ? "" : what(exitCode, text),
        log);
  }

  private static String what(int exitCode, String text) {
    var thrown = last(THROWN, text);
    if (thrown != null) return thrown;
    var broken = last(BROKEN, text);
    if (broken != null) return broken;
    return exitCode < 0 ? "it did not end in time" : "it ended with code " + exitCode;
  }

  private static long number(Pattern pattern, String text) {
    var found = last(pattern, text);
    return found == null ? 0 : Long.parseLong(found);
  }

  private static @Nullable String last(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .reduce((_, later) -> later)
        .orElse(null);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The folder '%s' cannot be taken away".formatted(folder), e);
    }
  }
}
