package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A program of `examples` that runs as `./weir example` has it, with the jars of this build.
final class ExampleProgram implements AutoCloseable {
  private static final long SECONDS_MAX = 180;

  private final String name;
  private final Process process;
  private final Path output;

  private ExampleProgram(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
  }

  static ExampleProgram start(String name, String bootstrapServers) throws IOException {
    var output = Files.createTempFile("weir-example", ".txt");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=" + Page.ROOT.resolve("examples/logback.xml"),
                "-cp",
                System.getProperty("java.class.path"),
                Page.ROOT.resolve("examples/" + name + ".java").toString(),
                bootstrapServers)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output.toFile()))
            .start();
    return new ExampleProgram(name, process, output);
  }

  /// Waits for its end, and gives what it has said.
  String ended() throws IOException, InterruptedException {
    var ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
    var said = Files.readString(output);
    assertThat(ended).as("%s ends; it said:%n%s", name, said).isTrue();
    assertThat(process.exitValue()).as("%s said:%n%s", name, said).isZero();
    return said;
  }

  /// Waits until it has said this so often, and gives all that it has said.
  String until(String word, int times) throws IOException {
    return Await.first(
        word,
        Duration.ofSeconds(SECONDS_MAX),
        this::said,
        said -> Pattern.compile(word).matcher(said).results().count() >= times);
  }

  /// It may be amid a character.
  private String said() throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
  }

  /// Sends SIGTERM, waits for its end, and gives what it has said.
  String stopped() throws IOException, InterruptedException {
    process.destroy();
    assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as("%s ends", name).isTrue();
    return Files.readString(output);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.delete(output);
  }
}
