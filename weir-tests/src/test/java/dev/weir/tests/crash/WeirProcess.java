package dev.weir.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tests.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// `weir serve` with the embedded broker, as a process of its own on a data folder.
final class WeirProcess implements AutoCloseable {
  private static final Duration START_AT_MOST = Duration.ofSeconds(60);
  private static final Duration END_AT_MOST = Duration.ofSeconds(30);

  private final Process process;
  private final Properties ports;

  private WeirProcess(Process process, Properties ports) {
    this.process = process;
    this.ports = ports;
  }

  static WeirProcess start(Path data) throws IOException {
    var portsFile = data.resolve("weir.ports");
    Files.deleteIfExists(portsFile);
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.weir.cli.Main",
                "serve",
                "--set=data=" + data,
                "--set=listen.http=127.0.0.1:0",
                "--set=listen.grpc=127.0.0.1:0",
                "--set=broker.port=0")
            .redirectErrorStream(true)
            .redirectOutput(data.resolveSibling("weir.log").toFile())
            .start();
    Await.until("a sign", START_AT_MOST, () -> Files.exists(portsFile) || !process.isAlive());
    assertThat(portsFile).as("the sign that the gateway is ready").exists();
    var ports = new Properties();
    try (var in = Files.newInputStream(portsFile)) {
      ports.load(in);
    }
    return new WeirProcess(process, ports);
  }

  URI push() {
    return URI.create("http://127.0.0.1:" + ports.getProperty("http") + "/push");
  }

  String bootstrapServers() {
    return "127.0.0.1:" + ports.getProperty("broker");
  }

  /// kill -9.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(END_AT_MOST.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /// SIGTERM; returns the exit code.
  int terminate() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(END_AT_MOST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
