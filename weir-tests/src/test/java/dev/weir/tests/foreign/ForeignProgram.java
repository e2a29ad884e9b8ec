package dev.weir.tests.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program of the machine that a test runs, such as `php` or `curl`.
///
/// Where it is missing the test is left out and says how to install it. With
/// `TESTS_FOREIGN=required` in the environment, as CI has it, the test fails instead.
///
/// ```java
/// var php = ForeignProgram.of("php", "apt-get install php-cli");
///
/// var ran = php.run("examples/clients/php/frames.php", socket, "rides", "3");
///
/// ran.isWell();
/// ```
final class ForeignProgram {
  /// The root of the project, where programs are run.
  static final Path ROOT = Path.of(System.getProperty("weir.root"));

  private static final Duration ENDS_WITHIN = Duration.ofMinutes(2);

  private final Path program;
  private final Map<String, String> environment = new HashMap<>();
  private Path folder = ROOT;
  private Duration atMost = ENDS_WITHIN;

  private ForeignProgram(Path program) {
    this.program = program;
  }

  /// Looks for it on the `PATH`.
  ///
  /// @param install the command that installs it, for whoever has not got it
  static ForeignProgram of(String name, String install) {
    return new ForeignProgram(find(name).orElseGet(() -> missing(name, install)));
  }

  /// One that a test has made.
  static ForeignProgram at(Path program) {
    return new ForeignProgram(program);
  }

  private static Optional<Path> find(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path missing(String name, String install) {
    var why = "%s was not found. Install it: %s".formatted(name, install);
    if ("required".equals(System.getenv("TESTS_FOREIGN"))) return fail(why);
    return abort("left out: " + why);
  }

  /// Gives it another folder to run in.
  ForeignProgram in(Path folder) {
    this.folder = folder;
    return this;
  }

  /// Gives it one more variable of its environment.
  ForeignProgram with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// Gives it another time than two minutes; then it is ended, and the test fails.
  ForeignProgram within(Duration atMost) {
    this.atMost = atMost;
    return this;
  }

  /// Runs it to its end.
  Ran run(Object... arguments) throws IOException, InterruptedException {
    try (var running = start(arguments)) {
      return running.ended();
    }
  }

  /// Starts it, for a test that does something meanwhile.
  Running start(Object... arguments) throws IOException {
    var command = new ArrayList<>(List.of(program.toString()));
    for (var argument : arguments) command.add(argument.toString());
    var output = Files.createTempFile("weir-foreign", ".txt");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new Running(String.join(" ", command), builder.start(), output, atMost);
  }

  /// One that has not ended, or may have by now.
  record Running(String command, Process process, Path output, Duration atMost)
      implements AutoCloseable {
    /// What it has said so far, on either stream; it may be amid a character.
    String said() throws IOException {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }

    /// Waits for its end.
    Ran ended() throws IOException, InterruptedException {
      var inTime = process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS);
      assertThat(inTime).as("%s ends in %s; it said:%n%s", command, atMost, said()).isTrue();
      return new Ran(command, process.exitValue(), said());
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly();
      Files.deleteIfExists(output);
    }
  }

  /// One that has ended.
  record Ran(String command, int exitCode, String output) {
    Ran isWell() {
      assertThat(exitCode).as("the exit code of %s; it said:%n%s", command, output).isZero();
      return this;
    }
  }
}
