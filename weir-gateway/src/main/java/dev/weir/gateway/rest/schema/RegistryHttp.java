package dev.weir.gateway.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.gateway.web.RestException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Carries questions to the registry, and its answers back. Any thread; blocks until the deadline
/// at most.
final class RegistryHttp {
  private static final String TYPE = "application/vnd.schemaregistry.v1+json";
  private static final long ANSWER_BYTES_MAX = 4 << 20;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TIMED_OUT = 408;
  private static final int RATE = 429;
  private static final int OWN_FAULT = 500;

  private final HttpClient client;
  private final URI base;
  private final @Nullable String authorization;

  /// @param url perhaps with `user:password@`
  RegistryHttp(HttpClient client, URI url) {
    this.client = client;
    this.base = withoutPassword(url);
    var user = url.getUserInfo();
    this.authorization =
        user == null
            ? null
            : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  private static URI withoutPassword(URI url) {
    var user = url.getRawUserInfo();
    var text = url.toString();
    var without = user == null ? text : text.replaceFirst("://[^@/]*@", "://");
    return URI.create(without.endsWith("/") ? without.substring(0, without.length() - 1) : without);
  }

  JsonNode get(String path, Deadline deadline) {
    return ask(request(path).GET(), deadline);
  }

  JsonNode post(String path, JsonNode body, Deadline deadline) {
    var request = request(path).header("Content-Type", TYPE);
    return ask(request.POST(BodyPublishers.ofString(body.toString())), deadline);
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(base + path));
    request.header("Accept", TYPE + ", application/json");
    if (authorization != null) request.header("Authorization", authorization);
    return request;
  }

  private JsonNode ask(HttpRequest.Builder request, Deadline deadline) {
    var left = deadline.left();
    var handler = BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX);
    var asked = client.sendAsync(request.timeout(left).build(), handler);
    try {
      return answer(asked.get(left.toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      throw unreachable(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw unreachable(e);
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private RestException unreachable(Throwable cause) {
    var why =
        switch (cause) {
          case TimeoutException _ -> "not within registry.timeout";
          case HttpTimeoutException _ -> "not within registry.timeout";
          case ConnectException _ -> "the connection was refused";
          case InterruptedException _ -> "Weir is stopping";
          default ->
              cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
    return Failures.unreachable(base, why).because(cause);
  }

  private JsonNode answer(HttpResponse<byte[]> response) {
    var status = response.statusCode();
    if (status == OK) return json(response.body());
    if (status == UNAUTHORIZED || status == FORBIDDEN) {
      throw Failures.unreachable(base, "it refused the name and password of registry.url");
    }
    var error = error(response.body());
    var code = error.path("error_code").asInt(status);
    var why =
        "%s (%d)".formatted(Misfit.shown(error.path("message").asText("it gave no reason")), code);
    var isRefusal =
        status >= BAD_REQUEST && status < OWN_FAULT && status != TIMED_OUT && status != RATE;
    if (isRefusal) throw new Refusal(status, code, why);
    throw Failures.unreachable(base, why);
  }

  private JsonNode json(byte[] body) {
    try {
      return Trees.read(body);
    } catch (Misfit e) {
      throw Failures.unreachable(base, "its answer is " + e.getMessage());
    }
  }

  /// Whatever stands between may answer too, and not in JSON.
  private static JsonNode error(byte[] body) {
    try {
      return Trees.read(body);
    } catch (Misfit _) {
      return MissingNode.getInstance();
    }
  }
}
