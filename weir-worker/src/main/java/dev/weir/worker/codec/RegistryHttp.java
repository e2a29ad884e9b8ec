package dev.weir.worker.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Carries questions to the registry, and its answers back; where one address fails the next is
/// asked. Any thread; each address is given the time of the [Link].
final class RegistryHttp {
  private static final String TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TIMED_OUT = 408;
  private static final int RATE = 429;
  private static final int OWN_FAULT = 500;

  private final Link link;

  RegistryHttp(Link link) {
    this.link = link;
  }

  JsonNode get(String path) {
    return ask(path, null);
  }

  JsonNode post(String path, JsonNode body) {
    return ask(path, body);
  }

  private JsonNode ask(String path, @Nullable JsonNode body) {
    var failure = new RegistryException("The schema registry has no address", null);
    for (var url : link.urls()) {
      try {
        return ask(url, path, body);
      } catch (RegistryException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private JsonNode ask(URI url, String path, @Nullable JsonNode body) {
    var asked = link.client().sendAsync(request(url + path, body), BodyHandlers.ofByteArray());
    try {
      return answer(url, asked.get(link.timeout().toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      throw away(url, String.valueOf(e.getCause()), e);
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw away(url, "no answer within %,d ms".formatted(link.timeout().toMillis()), e);
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw away(url, "interrupted", e);
    }
  }

  private HttpRequest request(String address, @Nullable JsonNode body) {
    var request = HttpRequest.newBuilder(URI.create(address)).timeout(link.timeout());
    request.header("Accept", TYPE + ", application/json");
    var authorization = link.authorization();
    if (authorization != null) request.header("Authorization", authorization.get());
    if (body == null) return request.GET().build();
    return request
        .header("Content-Type", TYPE)
        .POST(BodyPublishers.ofString(body.toString()))
        .build();
  }

  private static RegistryException away(URI url, String why, @Nullable Throwable cause) {
    return new RegistryException("The schema registry at %s: %s".formatted(url, why), cause);
  }

  private static JsonNode answer(URI url, HttpResponse<byte[]> response) {
    var status = response.statusCode();
    var json = json(response.body());
    if (status == OK && json.isContainerNode()) return json;
    if (status == OK) throw away(url, "its answer is not JSON", null);
    var why = json.path("message").asText("it gave no reason");
    if (status == UNAUTHORIZED || status == FORBIDDEN) {
      throw away(url, "it refuses the login (%d): %s".formatted(status, why), null);
    }
    var isRefusal =
        status >= BAD_REQUEST && status < OWN_FAULT && status != TIMED_OUT && status != RATE;
    if (isRefusal) throw new Refusal(json.path("error_code").asInt(status), why);
    throw away(url, "it answers %d: %s".formatted(status, why), null);
  }

  /// Whatever stands between may answer too, and not in JSON.
  private static JsonNode json(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
