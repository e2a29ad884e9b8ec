package dev.weir.tests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `weir broker` as a process of its own; it may die and be started again with what it had.
final class Broker implements AutoCloseable {
  private final Path data;
  private final int port = freePort();
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

  /// A port that nobody has at the moment, for one that is to be the same again after a restart.
  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process().end();
  }
}
