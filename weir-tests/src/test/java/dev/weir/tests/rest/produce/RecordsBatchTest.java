package dev.weir.tests.rest.produce;

import static dev.weir.tests.rest.produce.RecordsTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /v3/clusters/{cluster}/topics/{topic}/records:batch`.
@Timeout(120)
class RecordsBatchTest {
  @RegisterExtension
  static final WeirExtension weir = WeirExtension.create().with("rest.batch-entries", "20");

  private final Produce produce = new Produce(weir);

  @Test
  void successes_and_failures_have_the_ids_and_the_order_of_the_request() {
    var answer =
        batch(
            "batch",
            """
            {"entries":[
              {"id":"a-1","value":{"type":"JSON","data":1}},
              {"id":"b","value":{"type":"XML","data":1}},
              {"id":"c_2","key":{"type":"STRING","data":"k"},"value":{"type":"STRING","data":"x"}},
              {"id":"d","partition_id":9,"value":{"type":"JSON","data":2}},
              {"value":{"data":"%","type":"BINARY"},"id":"e"}]}\
            """);

    assertThat(answer.statusCode()).isEqualTo(207);
    var told = Produce.read(answer);
    assertThat(told.get("successes")).hasSize(2);
    var first = told.at("/successes/0");
    assertThat(first.get("id").asText()).isEqualTo("a-1");
    assertThat(first.get("topic_name").asText()).isEqualTo("batch");
    assertThat(first.get("offset").asLong()).isZero();
    assertThat(first.has("error_code")).isFalse();
    assertThat(told.at("/successes/1/id").asText()).isEqualTo("c_2");
    assertThat(told.at("/successes/1/key/size").asInt()).isEqualTo(1);
    assertThat(told.get("failures"))
        .extracting(one -> one.get("id").asText() + " " + one.get("error_code").asInt())
        .containsExactly("b 400", "d 40403", "e 400");
    weir.kafka().topic("batch").eventuallyContainsExactly("1", "x");
  }

  @Test
  void a_batch_without_failures_has_an_empty_list() {
    var told = Produce.read(batch("all-good", entries(20)));

    assertThat(told.get("successes")).hasSize(20);
    assertThat(told.get("failures")).isEmpty();
    assertThat(told.at("/successes/19/offset").asInt()).isEqualTo(19);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"entries\":null}",
        "{\"entries\":[]}",
        "{\"entries\":[{\"value\":{\"type\":\"JSON\",\"data\":1}}]}",
        "{\"entries\":[{\"id\":1}]}",
        "{\"entries\":[{\"id\":\"\"}]}",
        "{\"entries\":[{\"id\":\"a b\"}]}",
        "{\"entries\":[{\"id\":\"a\"},{\"id\":\"a\"}]}"
      })
  void what_is_wrong_with_the_batch_is_422(String body) {
    refused(batch("bad-batch", body), 422, 42208);
  }

  @Test
  void too_many_entries_are_422() {
    refused(batch("too-many", entries(21)), 422, 42208);
  }

  @Test
  void an_id_that_is_too_long_is_422() {
    refused(batch("long-id", "{\"entries\":[{\"id\":\"" + "a".repeat(81) + "\"}]}"), 422, 42208);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"entries\":{}}", "{\"entries\":[1]}"})
  void what_is_malformed_is_400(String body) {
    refused(batch("malformed", body), 400, 400);
  }

  @Test
  void another_cluster_is_404() {
    var answer =
        produce.post("/v3/clusters/other/topics/t/records:batch", "application/json", entries(1));

    refused(answer, 404, 404);
  }

  private static String entries(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"id\":\"%d\",\"value\":{\"type\":\"JSON\",\"data\":%d}}".formatted(i, i))
        .collect(Collectors.joining(",", "{\"entries\":[", "]}"));
  }

  private HttpResponse<String> batch(String topic, String body) {
    return produce.post(
        "/v3/clusters/-/topics/" + topic + "/records:batch", "application/json", body);
  }
}
