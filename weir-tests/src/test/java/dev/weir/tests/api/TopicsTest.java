package dev.weir.tests.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.WeirExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the API tells of topics, and does with them.
@Timeout(180)
class TopicsTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @Test
  void a_topic_is_made_filled_listed_and_deleted() throws Exception {
    var made =
        call("POST", "", "{'name':'life','partitions':3,'config':{'retention.ms':'3600000'}}");
    var sent = call("POST", "/life/messages", "{'key':'a','value':'x','count':5}");

    var row = row("life");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(json(made)).isEqualTo(json("{'name':'life','partitions':3,'replication':1}"));
    assertThat(json(sent).path("sent").asInt()).isEqualTo(5);
    assertThat(row.path("messages").asText()).isEqualTo("5");
    assertThat(row.path("bytes").asLong()).isPositive();
    assertThat(row.path("policy").asText()).isEqualTo("delete 1 h");
    assertThat(row.path("internal").asBoolean()).isFalse();

    assertThat(call("DELETE", "/life", null).statusCode()).isEqualTo(204);

    assertThat(row("life").isMissingNode()).isTrue();
    assertProblem(
        call("GET", "/life", null), 404, "Topic 'life' cannot be shown: there is no such topic.");
  }

  @Test
  void a_topic_is_described_with_its_partitions() throws Exception {
    weir.kafka().createTopic("described", 2);
    call("POST", "/described/messages", "{'partition':1,'value':'x','count':3}");

    var topic = json(call("GET", "/described", null));

    assertThat(topic.path("messages").asText()).isEqualTo("3");
    assertThat(topic.path("partitions").path(1).toString())
        .startsWith("{\"partition\":1,\"leader\":")
        .contains("\"begin\":\"0\",\"end\":\"3\"");
  }

  @Test
  void a_message_arrives_as_it_was_written() throws Exception {
    weir.kafka().createTopic("exact", 1);

    var sent =
        call(
            "POST",
            "/exact/messages",
            "{'key':'AP8=','keyFormat':'base64','value':'{\\'n\\': 1.10}','valueFormat':'json',"
                + "'headers':[{'name':'h','value':'ü'},{'name':'n'},{'name':'b','value':'AP8=','valueFormat':'base64'}],'timestamp':'2026-11-21T10:00:00Z'}");

    assertThat(json(sent))
        .isEqualTo(json("{'sent':1,'failed':0,'level':'kafka','partition':0,'offset':'0'}"));
    var message = weir.kafka().topic("exact").records(1).getFirst();
    assertThat(Base64.getEncoder().encodeToString(message.key())).isEqualTo("AP8=");
    assertThat(new String(message.value(), UTF_8)).isEqualTo("{\"n\": 1.10}");
    assertThat(message.timestamp()).isEqualTo(1_795_255_200_000L);
    assertThat(message.headers().toArray()[0].value()).isEqualTo("ü".getBytes(UTF_8));
    assertThat(message.headers().toArray()[1].value()).isNull();
    assertThat(message.headers().toArray()[2].value()).containsExactly(0, -1);
  }

  @Test
  void a_tombstone_has_no_value() throws Exception {
    weir.kafka().createTopic("stones", 1);

    call("POST", "/stones/messages", "{'key':'k','tombstone':true}");

    assertThat(weir.kafka().topic("stones").records(1).getFirst().value()).isNull();
  }

  @Test
  void what_cannot_be_sent_is_refused_in_words() throws Exception {
    weir.kafka().createTopic("picky", 1);

    refused("{}", "value is missing. Say tombstone where none is meant");
    refused("{'value':'{x','valueFormat':'json'}", "the value is no JSON");
    refused("{'value':'?','valueFormat':'base64'}", "the value is no base64");
    refused("{'value':'x','acks':'all'}", "acks is 'all', and can be memory, journal or kafka");
    refused("{'value':'x','count':1001}", "count is 1001, and can be 1 to 1,000");
    refused("{'value':'x','timestamp':'soon'}", "timestamp is neither milliseconds");
    assertProblem(
        call("POST", "/picky/messages", "{'value':'x','partition':7}"),
        404,
        "the topic has 1 partition(s)");
    assertProblem(
        call("POST", "/nowhere/messages", "{'value':'x'}"), 404, "there is no topic 'nowhere'");
  }

  private static void refused(String body, String why) throws Exception {
    assertProblem(call("POST", "/picky/messages", body), 400, why);
  }

  @Test
  void a_wish_that_kafka_does_not_grant_is_answered_in_words() throws Exception {
    weir.kafka().createTopic("taken", 1);

    assertProblem(
        call("POST", "", "{'name':'taken'}"), 409, "a topic of that name is there already");
    assertProblem(call("POST", "", "{'name':'<b>'}"), 400, "Correct the name");
    assertProblem(
        call("POST", "", "{'name':'many','replication':3}"), 400, "Ask for fewer replicas");
    assertProblem(
        call("POST", "", "{'name':'odd','config':{'retention.ms':'x'}}"),
        400,
        "Correct the setting");
    assertProblem(call("DELETE", "/nobody", null), 404, "Topic 'nobody' was not deleted");
  }

  @Test
  void a_setting_is_tried_changed_and_given_back() throws Exception {
    weir.kafka().createTopic("set", 1);
    var change = "{'changes':[{'name':'retention.ms','value':'60000'}]}";

    var tried = call("PUT", "/set/config?dryRun=true", change);

    assertThat(json(tried))
        .isEqualTo(
            json(
                "[{'name':'retention.ms','before':'604800000','after':'60000','origin':'topic'}]"));
    assertThat(setting("set", "retention.ms").path("origin").asText()).isEqualTo("default");

    call("PUT", "/set/config", change);

    assertThat(setting("set", "retention.ms").path("value").asText()).isEqualTo("60000");
    assertThat(setting("set", "retention.ms").path("default").asText()).isEqualTo("604800000");

    call("PUT", "/set/config", "{'changes':[{'name':'retention.ms','value':null}]}");

    assertThat(setting("set", "retention.ms").path("value").asText()).isEqualTo("604800000");
    assertProblem(
        call("PUT", "/set/config", "{'changes':[{'name':'retention.mss','value':'1'}]}"),
        400,
        "topics have no setting 'retention.mss'. Did you mean 'retention.ms'?");
  }

  @Test
  void a_topic_gets_more_partitions_and_never_fewer() throws Exception {
    weir.kafka().createTopic("growing", 2);

    var grown = call("POST", "/growing/partitions", "{'partitions':4}");

    assertThat(json(grown).path("partitions").asInt()).isEqualTo(4);
    assertThat(json(call("GET", "/growing", null)).path("partitions")).hasSize(4);
    assertProblem(
        call("POST", "/growing/partitions", "{'partitions':3}"),
        400,
        "it has 4, and Kafka takes none away");
  }

  @Test
  void kafkas_own_topics_are_listed_when_asked_for_and_are_not_deleted() throws Exception {
    weir.kafka().createTopic("__own", 1);

    assertThat(row("__own").isMissingNode()).isTrue();
    assertThat(json(call("GET", "?internal=true", null)).findValuesAsText("name"))
        .contains("__own");
    assertProblem(call("DELETE", "/__own", null), 403, "it is one of Kafka's own");
  }

  private static JsonNode row(String topic) throws Exception {
    return named(json(call("GET", "", null)), topic);
  }

  private static JsonNode setting(String topic, String name) throws Exception {
    return named(json(call("GET", "/" + topic + "/config", null)), name);
  }

  private static JsonNode named(JsonNode list, String name) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(one -> one.path("name").asText().equals(name))
        .findAny()
        .orElse(JACKSON.missingNode());
  }

  /// @param body with `'` for `"`
  private static HttpResponse<String> call(String method, String path, @Nullable String body) {
    var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(quoted(body));
    return weir.send(
        HttpRequest.newBuilder(weir.uri("/api/topics" + path))
            .header("X-Weir", "1")
            .header("Content-Type", "application/json")
            .method(method, publisher));
  }

  private static String quoted(String json) {
    return json.replace("\\'", "\\\"").replace('\'', '"');
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return JACKSON.readTree(answer.body());
  }

  private static JsonNode json(String text) throws Exception {
    return JACKSON.readTree(quoted(text));
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String detail)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(answer).path("detail").asText()).contains(detail);
  }
}
