package dev.weir.tests.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.function.Predicate;

/// Calls of the API about one sink, `kafka`.
record DeliveryApi(WeirExtension weir) {
  private static final ObjectMapper JSON = new ObjectMapper();

  JsonNode get(String path) {
    var answer = weir.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return tree(answer.body());
  }

  JsonNode post(String path, String body) {
    return post(200, path, body);
  }

  JsonNode post(int status, String path, String body) {
    var request =
        HttpRequest.newBuilder(weir.uri(path))
            .header("Content-Type", "application/json")
            .header("X-Weir", "1")
            .POST(BodyPublishers.ofString(body));
    var answer = weir.send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return tree(answer.body());
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode lane() {
    return get("/api/lanes").at("/lanes/0");
  }

  /// Waits until the sink is so.
  JsonNode lane(Predicate<JsonNode> so) {
    return Await.first("the sink is so", this::lane, so);
  }

  /// So many messages for a topic, answered when they are in memory.
  ///
  /// @param fields more of each, such as `"partition":7,`
  void push(String topic, int count, String fields) {
    var records = new StringBuilder();
    for (var i = 0; i < count; i++) {
      if (i > 0) records.append(',');
      records.append("{%s\"topic\":\"%s\",\"data\":\"m%d\"}".formatted(fields, topic, i));
    }
    var answer = weir.post("/push", "{\"records\":[%s]}".formatted(records));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
