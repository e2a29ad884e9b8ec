package dev.weir.tests.rest.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/// Calls of the REST proxy for tests. In what comes back `WEIR` stands for the address of the
/// gateway, and `CLUSTER` for the id of its cluster.
public final class Calls {
  private final WeirExtension weir;
  private @Nullable String cluster;

  /// What came back.
  ///
  /// @param type of the body; empty where there is none
  public record Got(int status, String type, String body, String location) {
    public Got is(int expected) {
      assertThat(status).as(body).isEqualTo(expected);
      return this;
    }

    public Got is(int expected, String json) {
      is(expected);
      assertThat(body).isEqualTo(json.replaceAll("\\n\\s*", ""));
      return this;
    }

    /// An error whose message holds this.
    public void fails(int expected, int code, String message) {
      is(expected);
      assertThat(body)
          .startsWith("{\"error_code\":%d,\"message\":\"".formatted(code))
          .contains(message)
          .doesNotContain("Exception", "\\n");
    }
  }

  public Calls(WeirExtension weir) {
    this.weir = weir;
  }

  public Got get(String path) {
    return send(request(path).GET());
  }

  public Got get(String path, String accept) {
    return send(request(path).header("Accept", accept));
  }

  public Got delete(String path) {
    return send(request(path).DELETE());
  }

  /// With a body of JSON.
  public Got send(String method, String path, String json) {
    return send(method, path, "application/json", json);
  }

  public Got send(String method, String path, String type, String body) {
    return send(
        request(path).header("Content-Type", type).method(method, BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(weir.uri(path));
  }

  private Got send(HttpRequest.Builder request) {
    var answer = weir.send(request);
    return new Got(
        answer.statusCode(),
        header(answer, "Content-Type"),
        masked(answer.body()),
        masked(header(answer, "Location")));
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private String masked(String text) {
    var masked = text.replace(weir.uri("").toString(), "WEIR");
    return masked.contains("WEIR/v3") ? masked.replace(cluster(), "CLUSTER") : masked;
  }

  /// Makes a topic, which is there for the next call.
  public void createTopic(String name, int partitions) {
    var body = "{\"topic_name\":\"%s\",\"partitions_count\":%d}".formatted(name, partitions);
    send("POST", "/admin/topics", body).is(201);
  }

  /// The id of the cluster, as Kafka has it.
  public String cluster() {
    var known = cluster;
    if (known != null) return known;
    try (var admin = admin()) {
      var id = admin.describeCluster().clusterId().get();
      cluster = id;
      return id;
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("Kafka does not tell its id", e);
    }
  }

  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", weir.kafka().bootstrapServers()));
  }
}
