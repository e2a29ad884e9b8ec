package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.auth.KeyHash;
import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever way one comes, one has the topics that are one's own, and hears nothing of others: not
/// even whether they are there. `bank.there` is a topic, and `bank.gone` is none.
@Tag("S6")
@Timeout(120)
class TopicsOfCallersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLAIN = "application/json";
  private static final String V2 = "application/vnd.kafka.v2+json";
  private static final String V2_JSON = "application/vnd.kafka.json.v2+json";

  /// May do anything with its own topics.
  private static final String SHOP = KeyHash.newKey();

  /// May do anything.
  private static final String OPS = KeyHash.newKey();

  private static final String ALL = KeyHash.newKey();
  private static final String READER = KeyHash.newKey();
  private static final String SENDER = KeyHash.newKey();

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("auth.keys.shop.key", KeyHash.of(SHOP).text())
          .with("auth.keys.shop.role", "operate")
          .with("auth.keys.shop.topics", "shop.*")
          .with("auth.keys.ops.key", KeyHash.of(OPS).text())
          .with("auth.keys.ops.role", "operate")
          .with("auth.keys.all.key", KeyHash.of(ALL).text())
          .with("auth.keys.all.role", "operate")
          .with("auth.keys.all.topics", "*, __*")
          .with("auth.keys.reader.key", KeyHash.of(READER).text())
          .with("auth.keys.reader.role", "read")
          .with("auth.keys.sender.key", KeyHash.of(SENDER).text())
          .with("auth.keys.sender.role", "produce");

  private static GrpcAsk grpc;

  @BeforeAll
  static void open() {
    for (var topic : new String[] {"shop.orders", "bank.there", "__kept"}) {
      weir.kafka().createTopic(topic, 1);
    }
    grpc = new GrpcAsk(weir.port("grpc"));
  }

  @AfterAll
  static void close() {
    grpc.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST   | /topics/bank.X/messages                       | text/plain                         | x
          POST   | /topics/bank.X                                | application/vnd.kafka.json.v2+json | {"records":[{"value":1}]}
          POST   | /topics/bank.X/partitions/7                   | application/vnd.kafka.json.v2+json | {"records":[{"value":1}]}
          POST   | /v3/clusters/-/topics/bank.X/records          | application/json                   | {"value":{"type":"JSON","data":1}}
          POST   | /v3/clusters/-/topics/bank.X/records:batch    | application/json                   | {"entries":[{"id":"1","value":{"type":"JSON","data":1}}]}
          GET    | /topics/bank.X                                | application/json                   |
          GET    | /topics/bank.X/partitions                     | application/json                   |
          GET    | /topics/bank.X/partitions/0                   | application/json                   |
          GET    | /topics/bank.X/partitions/0/offsets           | application/json                   |
          POST   | /admin/topics                                 | application/json                   | {"topic_name":"bank.X"}
          GET    | /v3/clusters/-/topics/bank.X                  | application/json                   |
          GET    | /v3/clusters/-/topics/bank.X/partitions       | application/json                   |
          GET    | /v3/clusters/-/topics/bank.X/configs          | application/json                   |
          PUT    | /v3/clusters/-/topics/bank.X/configs/retention.ms | application/json               | {"value":"1"}
          POST   | /v3/clusters/-/topics/bank.X/configs:alter    | application/json                   | {"data":[{"name":"retention.ms","value":"1"}]}
          POST   | /v3/clusters/-/topics                         | application/json                   | {"topic_name":"bank.X"}
          PATCH  | /v3/clusters/-/topics/bank.X                  | application/json                   | {"partitions_count":9}
          DELETE | /v3/clusters/-/topics/bank.X                  | application/json                   |
          GET    | /api/topics/bank.X                            | application/json                   |
          GET    | /api/topics/bank.X/config                     | application/json                   |
          PUT    | /api/topics/bank.X/config                     | application/json                   | {"set":{"retention.ms":"1"}}
          POST   | /api/topics                                   | application/json                   | {"name":"bank.X"}
          POST   | /api/topics/bank.X/partitions                 | application/json                   | {"partitions":9}
          DELETE | /api/topics/bank.X                            | application/json                   |
          GET    | /api/topics/bank.X/messages                   | application/json                   |
          GET    | /api/topics/bank.X/messages/0/0               | application/json                   |
          GET    | /api/topics/bank.X/tail                       | application/json                   |
          POST   | /api/topics/bank.X/messages                   | application/json                   | {"value":"x"}
          """)
  void of_anothers_topic_nobody_hears_whether_it_is_there(
      String method, String path, String type, @Nullable String body) {
    var there =
        ask(SHOP, method, path.replace("X", "there"), type, text(body).replace("X", "there"));
    var gone = ask(SHOP, method, path.replace("X", "gone"), type, text(body).replace("X", "gone"));

    assertThat(there.statusCode()).as(there.body()).isEqualTo(403);
    assertThat(gone.statusCode()).as(gone.body()).isEqualTo(403);
    assertThat(gone.body().replace("gone", "there")).isEqualTo(there.body());
    assertThat(gone.headers().firstValue("Content-Type"))
        .isEqualTo(there.headers().firstValue("Content-Type"));
  }

  @Test
  void each_protocol_says_it_in_its_own_words() {
    var rest = ask(SHOP, "POST", "/topics/bank.there", V2_JSON, "{\"records\":[{\"value\":1}]}");
    var api = ask(SHOP, "GET", "/api/topics/bank.there", PLAIN, "");

    assertThat(json(rest).get("error_code").asInt()).isEqualTo(40301);
    assertThat(json(rest).get("message").asText())
        .isEqualTo(
            "Topic 'bank.there' is not for key shop, whether there is one or not. Ask whoever sets"
                + " up users and keys (auth)");
    assertThat(api.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(api).get("status").asInt()).isEqualTo(403);
  }

  @Test
  void a_push_takes_what_is_its_own_and_says_of_the_rest_that_it_is_not() {
    var body =
        """
        {"wait_for_send": true, "records": [{"topic":"shop.orders","data":"mine"},
          {"topic":"bank.there","data":"x"}, {"topic":"bank.gone","data":"x"}]}
        """;

    var answer = json(ask(SHOP, "POST", "/push", PLAIN, body));

    assertThat(answer.get("errors").get(0).get("error").asBoolean()).isFalse();
    assertThat(answer.get("errors").get(1).get("message").asText())
        .contains("TopicAuthorizationFailed");
    assertThat(answer.get("errors").get(2)).isEqualTo(answer.get("errors").get(1));
    weir.kafka().topic("shop.orders").eventuallyContains("mine");
  }

  @Test
  void a_stream_of_lines_refuses_each_of_anothers() {
    var lines = "{\"value\":\"a\"}\n{\"value\":\"b\"}\n";

    var answer = ask(SHOP, "POST", "/topics/bank.there/stream", "application/x-ndjson", lines);
    var gone = ask(SHOP, "POST", "/topics/bank.gone/stream", "application/x-ndjson", lines);
    var own = ask(SHOP, "POST", "/topics/shop.orders/stream", "application/x-ndjson", lines);

    assertThat(answer.body().lines()).hasSize(2).allMatch(line -> line.contains("not_authorised"));
    assertThat(gone.body().replace("gone", "there")).isEqualTo(answer.body());
    assertThat(own.body().lines()).hasSize(2).noneMatch(line -> line.contains("not_authorised"));
  }

  @Test
  void grpc_denies_what_is_not_theirs_and_takes_what_is() {
    var key = Map.of("authorization", "Bearer " + SHOP);
    var produce = "/KafkaAmbassador/Produce";

    var there = grpc.call(produce, GrpcAsk.message("bank.there", "x"), key);

    assertThat(there).startsWith("7");
    assertThat(grpc.call(produce, GrpcAsk.message("bank.gone", "x"), key).replace("gone", "there"))
        .isEqualTo(there);
    assertThat(grpc.call(produce, GrpcAsk.message("shop.orders", "x"), key)).isEqualTo("0");
  }

  @Test
  void lists_have_what_is_theirs_and_no_more() {
    var key = "Bearer " + SHOP;

    assertThat(json(ask(SHOP, "GET", "/topics", V2, "")).toString()).isEqualTo("[\"shop.orders\"]");
    var names =
        weir.send(
            HttpRequest.newBuilder(weir.uri("/topics"))
                .header("Accept", "text/plain")
                .header("Authorization", key));
    assertThat(names.body()).isEqualTo("shop.orders");
    var v3 = json(ask(SHOP, "GET", "/v3/clusters/-/topics", PLAIN, "")).get("data");
    assertThat(v3.findValuesAsText("topic_name")).containsExactly("shop.orders");
    var configs = json(ask(SHOP, "GET", "/v3/clusters/-/topics/-/configs", PLAIN, ""));
    assertThat(configs.findValuesAsText("topic_name")).containsOnly("shop.orders");
    var api = json(ask(SHOP, "GET", "/api/topics?internal=true", PLAIN, ""));
    assertThat(api.findValuesAsText("name")).containsExactly("shop.orders");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metrics",
        "/admin/sinks",
        "/admin/config",
        "/api/about",
        "/api/config",
        "/api/overview",
        "/api/health",
        "/api/stream",
        "/api/groups",
        "/api/groups/g",
        "/api/lag/topics",
        "/api/lanes",
        "/api/limits",
        "/api/wal/kafka",
        "/api/deadletters/kafka",
        "/api/snippets",
        "/brokers",
        "/v3/clusters/-/brokers",
        "/v3/clusters/-/broker-configs",
        "/v3/clusters/-/consumer-groups",
        "/v3/clusters/-/consumer-groups/g/lags/shop.orders/partitions/0"
      })
  void what_is_of_no_topic_in_particular_is_for_those_who_have_all(String path) {
    var answer = ask(SHOP, "GET", path, PLAIN, "");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("shop.*", "those who have all");
  }

  @Test
  void who_one_is_and_which_cluster_this_is_everybody_hears() {
    var session = json(ask(SHOP, "GET", "/api/session", PLAIN, ""));

    assertThat(session.get("roles").toString()).isEqualTo("[\"operate\"]");
    assertThat(session.get("topics").toString()).isEqualTo("[\"shop.*\"]");
    assertThat(ask(SENDER, "GET", "/v3/clusters", PLAIN, "").statusCode()).isEqualTo(200);
  }

  @Test
  void what_is_theirs_they_make_fill_read_and_delete() {
    assertThat(ask(SHOP, "POST", "/api/topics", PLAIN, "{\"name\":\"shop.new\"}").statusCode())
        .isEqualTo(201);
    assertThat(
            ask(SHOP, "POST", "/api/topics/shop.new/messages", PLAIN, "{\"value\":\"x\"}")
                .statusCode())
        .isEqualTo(200);
    assertThat(ask(SHOP, "GET", "/api/topics/shop.new/messages", PLAIN, "").body())
        .contains("\"found\":1");
    assertThat(ask(SHOP, "DELETE", "/v3/clusters/-/topics/shop.new", PLAIN, "").statusCode())
        .isEqualTo(204);
  }

  @Test
  void what_others_keep_for_themselves_is_nobodys_who_does_not_name_it() {
    assertThat(json(ask(OPS, "GET", "/topics", V2, "")).toString())
        .contains("shop.orders", "bank.there")
        .doesNotContain("__");
    assertThat(ask(OPS, "GET", "/api/topics/__kept/messages", PLAIN, "").statusCode())
        .isEqualTo(403);
    assertThat(
            ask(OPS, "POST", "/topics/__kept", V2_JSON, "{\"records\":[{\"value\":1}]}")
                .statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST   | /topics/shop.orders                    | application/vnd.kafka.json.v2+json | {"records":[{"value":1}]}    | produce
          POST   | /v3/clusters/-/topics/shop.orders/records | application/json                | {"value":{"type":"JSON","data":1}} | produce
          POST   | /topics/shop.orders/messages           | text/plain                         | x                            | produce
          POST   | /api/topics/shop.orders/messages       | application/json                   | {"value":"x"}                | produce
          GET    | /topics                                | application/json                   |                              | read
          GET    | /v3/clusters/-/topics/shop.orders      | application/json                   |                              | read
          GET    | /api/topics/shop.orders/messages       | application/json                   |                              | read
          GET    | /metrics                               | application/json                   |                              | read
          POST   | /consumers/roles                       | application/vnd.kafka.v2+json      | {}                           | read
          POST   | /v3/clusters/-/topics                  | application/json                   | {"topic_name":"bank.there"}  | operate
          DELETE | /v3/clusters/-/topics/no.such          | application/json                   |                              | operate
          POST   | /admin/topics                          | application/json                   | {"topic_name":"bank.there"}  | operate
          POST   | /api/topics                            | application/json                   | {"name":"bank.there"}        | operate
          PUT    | /api/topics/no.such/config             | application/json                   | {"set":{}}                   | operate
          POST   | /api/groups/g/reset                    | application/json                   | {}                           | operate
          POST   | /api/reload                            | application/json                   | {}                           | operate
          """)
  void each_call_is_for_one_role_and_for_who_operates(
      String method, String path, String type, @Nullable String body, String role) {
    var byRole = Map.of("read", READER, "produce", SENDER, "operate", OPS);

    byRole.forEach((name, key) -> {
      var answer = ask(key, method, path, type, text(body));
      var may = name.equals(role) || name.equals("operate");
      assertThat(answer.statusCode() != 403).as("%s: %s", name, answer.body()).isEqualTo(may);
      if (!may) assertThat(answer.body()).contains("'" + name + "'", "'" + role + "'");
    });
  }

  @Test
  void consumers_read_what_is_their_callers_and_nothing_else() {
    assertThat(
            ask(SHOP, "POST", "/consumers/shop", V2, "{\"name\":\"c\",\"format\":\"json\"}")
                .statusCode())
        .isEqualTo(200);
    var one = "/consumers/shop/instances/c";
    var place = "{\"%s\":[{\"topic\":\"bank.TOPIC\",\"partition\":0,\"offset\":0}]}";

    for (var topic : new String[] {"there", "gone"}) {
      denied(one + "/subscription", "{\"topics\":[\"shop.orders\",\"bank.%s\"]}".formatted(topic));
      denied(one + "/assignments", place.formatted("partitions").replace("TOPIC", topic));
      denied(one + "/positions", place.formatted("offsets").replace("TOPIC", topic));
      denied(one + "/positions/beginning", place.formatted("partitions").replace("TOPIC", topic));
      denied(one + "/positions/end", place.formatted("partitions").replace("TOPIC", topic));
      denied(one + "/offsets", place.formatted("offsets").replace("TOPIC", topic));
      var committed = one + "/offsets?topic=bank.%s&partition=0".formatted(topic);
      assertThat(ask(SHOP, "GET", committed, V2, "").statusCode()).isEqualTo(403);
    }
    denied(one + "/subscription", "{\"topic_pattern\":\"shop.*\"}");
    assertThat(
            ask(SHOP, "POST", one + "/subscription", V2, "{\"topics\":[\"shop.orders\"]}")
                .statusCode())
        .isEqualTo(204);
    assertThat(ask(SHOP, "DELETE", one, V2, "").statusCode()).isEqualTo(204);
  }

  @Test
  void the_topic_by_which_gateways_know_one_another_is_read_by_nobody_through_them() {
    var one = "/consumers/all/instances/c";
    var own = "__weir_instances";
    assertThat(ask(ALL, "POST", "/consumers/all", V2, "{\"name\":\"c\"}").statusCode())
        .isEqualTo(200);

    var names = ask(ALL, "POST", one + "/subscription", V2, "{\"topics\":[\"%s\"]}".formatted(own));
    var place = "{\"partitions\":[{\"topic\":\"%s\",\"partition\":0}]}".formatted(own);
    var places = ask(ALL, "POST", one + "/assignments", V2, place);
    var messages = ask(ALL, "GET", "/api/topics/" + own + "/messages", PLAIN, "");
    var pattern = ask(ALL, "POST", one + "/subscription", V2, "{\"topic_pattern\":\"__.*\"}");

    assertThat(names.statusCode()).as(names.body()).isEqualTo(403);
    assertThat(places.statusCode()).as(places.body()).isEqualTo(403);
    assertThat(messages.statusCode()).as(messages.body()).isEqualTo(403);
    assertThat(pattern.statusCode()).as(pattern.body()).isEqualTo(204);
    assertThat(ask(ALL, "DELETE", one, V2, "").statusCode()).isEqualTo(204);
  }

  private static void denied(String path, String body) {
    var answer = ask(SHOP, "POST", path, V2, body);

    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(403);
    assertThat(json(answer).get("error_code").asInt()).isEqualTo(40301);
  }

  private static HttpResponse<String> ask(
      String key, String method, String path, String type, String body) {
    var request =
        HttpRequest.newBuilder(weir.uri(path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + key);
    return weir.send(
        body.isEmpty() && method.equals("GET") ? request : request.header("Content-Type", type));
  }

  private static String text(@Nullable String cell) {
    return cell == null ? "" : cell;
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(answer.body(), e);
    }
  }
}
