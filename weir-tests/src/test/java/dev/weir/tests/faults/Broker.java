package dev.weir.tests.faults;

import dev.weir.testkit.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `weir broker` as a process of its own; it may die and be started again with what it had.
final class Broker implements AutoCloseable {
  private final Path data;
  private final int port = Ports.free();
  private @Nullable Child child;

  private Broker(Path data) {
    this.data = data;
  }

  static Broker start(Path data) throws IOException {
    var broker = new Broker(data);
    broker.start();
    return broker;
  }

  void start() throws IOException {
    Files.createDirectories(data);
    var sign = data.resolve("weir.ports");
    Files.deleteIfExists(sign);
    var command =
        Child.Command.weir(
            "384m", "broker", "--port", String.valueOf(port), "--data", data.toString());
    child = Child.start(command, data.resolveSibling(data.getFileName() + ".log"));
    child.awaitFile(sign);
  }

  Child process() {
    if (child == null) throw new IllegalStateException("the broker was not started");
    return child;
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process().end();
  }
}
