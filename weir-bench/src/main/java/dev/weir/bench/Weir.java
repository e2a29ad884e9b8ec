package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A gateway that runs as a process of its own.
final class Weir {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  final Child process;
  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();

  Weir(Child process, int port) {
    this.process = process;
    this.address = URI.create("http://127.0.0.1:" + port);
  }

  /// The port of this name, which the gateway writes to `weir.ports` once it is ready.
  static int awaitPort(Child process, Path data, String name) {
    var ports = data.resolve("weir.ports");
    var endNanos = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < endNanos && process.isAlive()) {
      var port = port(ports, name + "=");
      if (port > 0) return port;
      Pause.millis(5);
    }
    throw process.failed("it wrote no line '%s=PORT' to %s".formatted(name, ports));
  }

  private static int port(Path ports, String prefix) {
    try {
      var written = Files.exists(ports) ? Files.readString(ports) : "";
      if (!written.endsWith("\n")) return 0; // not all of it yet
      return written
          .lines()
          .filter(line -> line.startsWith(prefix))
          .mapToInt(line -> Integer.parseInt(line.substring(prefix.length()).strip()))
          .findAny()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Pusher pusher(int valueBytes) {
    return new Pusher(this, valueBytes);
  }

  /// The sum of a metric over all its labels.
  long metric(String name) {
    var request = HttpRequest.newBuilder(address.resolve("/metrics")).timeout(ANSWER).build();
    return send(request)
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  HttpResponse<String> push(byte[] body) {
    var request =
        HttpRequest.newBuilder(address.resolve("/push"))
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return send(request);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The benchmark was interrupted", e);
    }
  }
}
