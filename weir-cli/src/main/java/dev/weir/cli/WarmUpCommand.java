package dev.weir.cli;

import dev.weir.cli.gateway.Gateway;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir warm-up`: does once what starts and short commands do, for the JVM to remember which
/// classes and methods that needs. The `weir` script runs it to make the cache of a build.
@Command(name = "warm-up", hidden = true, description = "Start, send, read, stop; then end.")
final class WarmUpCommand implements Callable<Integer> {
  private static final int ANSWER_MAX_MILLIS = 20_000;
  private static final String PUSH =
      "{\"records\":[{\"topic\":\"warm-up\",\"data\":\"x\"}],\"wait_for_send\":true}";

  @Mixin private Io io = new Io();

  @Override
  public Integer call() throws Exception {
    io.logAsService();
    var directory = Files.createTempDirectory("weir-warm-up");
    try {
      Gateway.run(() -> config(directory), (_, ports) -> use(ports));
    } finally {
      delete(directory);
    }
    return ExitCode.OK;
  }

  private static WeirConfig config(Path directory) {
    return WeirConfig.read(
        Sources.of(
            "data=" + directory,
            "listen.http=127.0.0.1:0",
            "listen.grpc=127.0.0.1:0",
            "broker.port=0"));
  }

  private void use(Map<String, Integer> ports) throws IOException {
    push(ports.getOrDefault("http", 0));
    run("config", "show");
  }

  private void run(String... command) {
    var exitCode = new Main(io.world()).execute(command);
    io.logAsService();
    if (exitCode == ExitCode.OK) return;
    throw new Failure(
        ExitCode.FAILED,
        "The warm-up failed",
        "'%s' ended with %d".formatted(String.join(" ", command), exitCode),
        "Starts are slower without it; nothing else is missing.");
  }

  private static void push(int port) throws IOException {
    var request =
        "POST /push HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(PUSH.length(), PUSH);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(ANSWER_MAX_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!answer.startsWith("HTTP/1.1 200")) throw new IOException("/push said " + answer);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(WarmUpCommand::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
