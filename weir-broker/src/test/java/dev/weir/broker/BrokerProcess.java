package dev.weir.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A broker in a JVM of its own, which can be killed.
///
/// The child says its address in its first line, and ends when its standard input does, so that it
/// never outlives the test.
final class BrokerProcess implements Resource {
  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  static BrokerProcess start(Path directory) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var address = output.readLine();
    if (address == null) {
      throw new IOException("the child ended before its broker was ready");
    }
    return new BrokerProcess(process, address);
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /// As `kill -9` does.
  void kill() {
    process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }

  static void main(String[] arguments) throws IOException {
    var directory = Path.of(arguments[0]);
    try (var broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(directory))) {
      System.out.println(broker.bootstrapServers());
      System.in.transferTo(System.out);
    }
  }
}
