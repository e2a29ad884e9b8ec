package dev.weir.cli.cluster;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A running gateway, asked over its HTTP port. What it refuses comes out as a failure with its own
/// words.
public final class AdminPort implements AutoCloseable {
  private final URI base;
  private final Duration timeout;
  private final HttpClient client;

  private AdminPort(URI base, Duration timeout) {
    this.base = base;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /// One at an address.
  ///
  /// @param address `http://127.0.0.1:8082`, also without `http://`
  public static AdminPort at(String address, Duration timeout) {
    var written = address.contains("://") ? address : "http://" + address;
    try {
      var uri = new URI(written.replaceFirst("/+$", ""));
      if (uri.getHost() != null) return new AdminPort(uri, timeout);
    } catch (java.net.URISyntaxException e) {
      // told below, as every other text that is none
    }
    throw new Failure(
        ExitCode.USAGE,
        "'%s' is no gateway's address".formatted(address),
        "it has no host that can be asked",
        "Write it as http://127.0.0.1:8082.");
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

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
  }

  private @Nullable Object ask(HttpRequest request) {
    try {
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 200) return Tree.parse(answer.body());
      throw refused(answer);
    } catch (IOException | IllegalArgumentException e) {
      throw silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent(e);
    }
  }

  private Failure refused(HttpResponse<String> answer) {
    var path = answer.uri().getPath();
    return switch (answer.statusCode()) {
      case 403 ->
          new Failure(
              ExitCode.NOT_ALLOWED,
              "The gateway at %s let us not in".formatted(base),
              said(answer.body()),
              "Ask it from its own machine.");
      case 404 ->
          new Failure(
              ExitCode.NOT_FOUND,
              "%s has no %s".formatted(base, path),
              said(answer.body()),
              "'weir gateway status' lists its sinks.");
      case 422 ->
          new Failure(
              ExitCode.USAGE,
              "The gateway at %s changed nothing".formatted(base),
              said(answer.body()),
              "Correct that and ask again.");
      default ->
          new Failure(
              ExitCode.FAILED,
              "The gateway at %s did not do it".formatted(base),
              said(answer.body()),
              "See its log.");
    };
  }

  private static String said(String body) {
    var text = body.strip();
    if (text.startsWith("{")
        && Tree.parse(text) instanceof Map<?, ?> map
        && map.get("problems") instanceof List<?> problems) {
      text = problems.stream().map(String::valueOf).collect(Collectors.joining(";\n  "));
    }
    return text.isEmpty() ? "it gave no reason" : text.replaceFirst("\\.$", "");
  }

  private Failure silent(Exception cause) {
    return new Failure(
        ExitCode.UNREACHABLE,
        "No gateway answers at " + base,
        reason(cause),
        "Start one ('weir up'), or name its address with -g http://host:port.",
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
