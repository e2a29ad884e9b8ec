package dev.weir.cli.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Tree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// A running gateway, asked over its HTTP port. What it refuses comes out as a failure with its own
/// words.
public final class AdminPort implements AutoCloseable {
  private static final Duration DOWNLOAD_MAX = Duration.ofMinutes(10);

  private final URI base;
  private final Duration timeout;
  private final HttpClient client;
  private final @Nullable String key;

  private AdminPort(URI base, Duration timeout, @Nullable String key, SSLContext tls) {
    this.base = base;
    this.timeout = timeout;
    this.key = key;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .sslContext(tls)
            .build();
  }

  /// One at an address.
  ///
  /// @param address `http://127.0.0.1:8082`, also without `http://`
  /// @param key who asks, for a gateway that has users; null: whoever is on its machine
  /// @param tls whom to believe at an `https` address, and who asks there
  public static AdminPort at(
      String address, Duration timeout, @Nullable String key, SSLContext tls) {
    var written = address.contains("://") ? address : "http://" + address;
    try {
      var uri = new URI(written.replaceFirst("/+$", ""));
      if (uri.getHost() != null) return new AdminPort(uri, timeout, key, tls);
    } catch (java.net.URISyntaxException e) {
      // told below, as every other text that is none
    }
    throw new Failure(
        ExitCode.USAGE,
        "'%s' is no gateway's address".formatted(address),
        "it has no host that can be asked",
        "Write it as http://127.0.0.1:8082, or https://host:port.");
  }

  public String address() {
    return base.toString();
  }

  /// What is told there, as a tree.
  public @Nullable Object get(String path) {
    return ask(request(path).GET().build());
  }

  /// What became of it, as a tree.
  public @Nullable Object post(String path, String body) {
    return ask(request(path).POST(BodyPublishers.ofString(body)).build());
  }

  /// The same for what is to end.
  public @Nullable Object delete(String path) {
    return ask(request(path).DELETE().build());
  }

  /// Writes what is handed out there to a file that is not there yet.
  public void download(String path, Path file) {
    try {
      var asked = request(path).timeout(DOWNLOAD_MAX).GET().build();
      var answer = client.send(asked, BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        if (answer.statusCode() != 200)
          throw refused(answer, new String(body.readAllBytes(), UTF_8));
        Files.copy(body, file);
      }
    } catch (IOException e) {
      throw silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  private @Nullable Object ask(HttpRequest request) {
    try {
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 200) return Tree.parse(answer.body());
      throw refused(answer, answer.body());
    } catch (IOException | IllegalArgumentException e) {
      throw silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent(e);
    }
  }

  private Failure refused(HttpResponse<?> answer, String body) {
    var path = answer.uri().getPath();
    return switch (answer.statusCode()) {
      case 401, 429 ->
          new Failure(
              ExitCode.NOT_ALLOWED,
              "The gateway at %s wants to know who asks".formatted(base),
              said(body),
              "Name a file with an API key: --key-file FILE, or WEIR_KEY_FILE.");
      case 403 ->
          new Failure(
              ExitCode.NOT_ALLOWED,
              "The gateway at %s let us not in".formatted(base),
              said(body),
              "Ask it from its own machine, or with an API key that may: --key-file FILE.");
      case 404 ->
          new Failure(
              ExitCode.NOT_FOUND,
              "%s has no %s".formatted(base, path),
              said(body),
              "'weir gateway status' lists its sinks.");
      case 422 ->
          new Failure(
              ExitCode.USAGE,
              "The gateway at %s changed nothing".formatted(base),
              said(body),
              "Correct that and ask again.");
      default ->
          new Failure(
              ExitCode.FAILED,
              "The gateway at %s did not do it".formatted(base),
              said(body),
              "See its log.");
    };
  }

  private static String said(String body) {
    var text = body.strip();
    if (text.startsWith("{") && Tree.parse(text) instanceof Map<?, ?> map) {
      if (map.get("detail") instanceof String detail) text = detail;
      if (map.get("problems") instanceof List<?> problems) {
        text = problems.stream().map(String::valueOf).collect(Collectors.joining(";\n  "));
      }
    }
    return text.isEmpty() ? "it gave no reason" : text.replaceFirst("\\.$", "");
  }

  private Failure silent(Exception cause) {
    if (cause instanceof SSLException) return stranger(cause);
    return new Failure(
        ExitCode.UNREACHABLE,
        "No gateway answers at " + base,
        reason(cause),
        "Start one ('weir up'), or name its address with -g http://host:port.",
        cause);
  }

  private Failure stranger(Exception cause) {
    return new Failure(
        ExitCode.UNREACHABLE,
        "There is no trusted connection to " + base,
        String.valueOf(cause.getMessage()),
        "Name who signed its certificate, --ca FILE, an address that stands in it, and our own"
            + " certificate where it wants one (--cert, --cert-key); without TLS, write http://.",
        cause);
  }

  private static String reason(Exception cause) {
    return switch (cause) {
      case java.net.http.HttpTimeoutException _ -> "it took too long";
      case java.net.ConnectException _ -> "nothing listens there";
      case IllegalArgumentException _ -> "what answers there is no gateway";
      default -> String.valueOf(cause.getMessage());
    };
  }

  @Override
  public void close() {
    client.shutdownNow(); // what it asked is answered, or given up
  }
}
