package dev.weir.gateway.rest.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.Asked;
import dev.weir.gateway.ListedSink;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Net;
import dev.weir.gateway.web.ConfluentErrors;
import dev.weir.gateway.web.Routes;
import dev.weir.gateway.web.Site;
import dev.weir.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Records of v2 whose format has schemas.
@Timeout(60)
class SchemaRecordsTest {
  private static final String AVRO = "application/vnd.kafka.avro.v2+json";

  private final WeirConfig config = WeirConfig.read(Sources.of("wal.mode=disable"));
  private final Metrics metrics = new Metrics();
  private final ListedSink sink = ListedSink.answering();
  private final ListedSchemas schemas = new ListedSchemas();
  private final Cluster cluster = new Cluster(config::kafka);
  private Net net;
  private Delivery delivery;
  private Site site;

  @BeforeEach
  void start() {
    net = Net.start(System::nanoTime);
    delivery = Delivery.start(config.limits(), sink::open, metrics, System::nanoTime);
    var context = new Context(net, delivery, metrics, cluster);
    var routes = new ProduceRoutes(context, cluster, schemas, () -> config).routes();
    site = new Site(new Routes(routes), new ConfluentErrors(config::rest), config::rest);
  }

  @AfterEach
  void stop() {
    delivery.close();
    net.close();
    cluster.close();
  }

  @Test
  void keys_and_values_are_encoded_and_the_answer_has_the_ids() throws Exception {
    var answer =
        post(
            """
            {"key_schema":"k","value_schema_id":7,"records":[
              {"key": 1,"value":{"a": 1}},{"key":2,"value":null}]}\
            """);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer)).endsWith("\"key_schema_id\":1,\"value_schema_id\":2}");
    assertThat(sink.lines()).containsExactly("t/KEY1=VALUE{\"a\":1}", "t/KEY2=null");
    assertThat(schemas.asked()).containsExactly("KEY t AVRO k", "VALUE t AVRO 7");
  }

  @Test
  void the_registry_is_asked_where_one_may_wait() throws Exception {
    post("{\"value_schema\":\"v\",\"records\":[{\"value\":1}]}");

    assertThat(schemas.virtual()).containsOnly(true);
  }

  @Test
  void a_value_without_a_schema_is_42202() throws Exception {
    refused(post("{\"records\":[{\"value\":1}]}"), 42_202);
  }

  @Test
  void a_key_without_a_schema_is_42201() throws Exception {
    refused(post("{\"value_schema\":\"v\",\"records\":[{\"key\":1,\"value\":1}]}"), 42_201);
  }

  @Test
  void a_value_that_does_not_fit_is_refused_with_all_of_its_request() throws Exception {
    var answer =
        post("{\"value_schema\":\"v\",\"records\":[{\"value\":1},{\"value\":\"misfit\"}]}");

    refused(answer, 42_203);
    assertThat(sink.sent()).isEmpty();
  }

  @Test
  void only_tombstones_need_no_schema() throws Exception {
    var answer = post("{\"records\":[{\"value\":null}]}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer)).endsWith("\"key_schema_id\":null,\"value_schema_id\":null}");
  }

  private Answer post(String body) throws Exception {
    var asked = Asked.post("/topics/t").with("Content-Type", AVRO).saying(body);
    assertThat(site.refusal(asked)).isNull();
    site.handle(asked);
    return asked.answer();
  }

  private static void refused(Answer answer, int code) {
    assertThat(answer.status()).isEqualTo(422);
    assertThat(text(answer)).contains("\"error_code\":" + code);
  }

  private static String text(Answer answer) {
    return new String(answer.body(), UTF_8);
  }
}
