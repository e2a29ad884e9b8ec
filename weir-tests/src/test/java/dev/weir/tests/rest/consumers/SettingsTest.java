package dev.weir.tests.rest.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Each `consumers.*` setting counts from the reload on.
@Timeout(120)
class SettingsTest {
  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir Path folder;
  private Weir weir;

  @BeforeEach
  void start() {
    weir = Weir.start(config());
  }

  @AfterEach
  void stop() {
    weir.close();
  }

  @Test
  void one_that_nobody_calls_is_ended() throws Exception {
    var idle = create("group", "{\"name\":\"idle\"}");
    var busy = create("group", "{\"name\":\"busy\"}");

    weir.reload(config("consumers.idle=5s")); // the busy one is called far more often

    Await.until(
        "the name is free again",
        () -> {
          assertThat(get(busy + "/subscription").statusCode()).isEqualTo(200);
          return post("/consumers/group", "{\"name\":\"idle\"}").statusCode() == 200;
        });
    assertThat(get(busy + "/subscription").statusCode()).isEqualTo(200);
    assertThat(idle).endsWith("/idle");
  }

  @Test
  void there_are_so_many_at_most() {
    create("{}");
    weir.reload(config("consumers.instances=1"));

    var refused = post("/consumers/group", "{\"name\":\"two\"}");
    weir.reload(config("consumers.instances=2"));
    var taken = post("/consumers/group", "{\"name\":\"two\"}");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body()).contains("consumers.instances");
    assertThat(taken.statusCode()).isEqualTo(200);
  }

  @Test
  void the_dialect_can_be_told() {
    weir.reload(config("consumers.dialect=strimzi"));
    var strimzi = create("{\"auto.commit.enable\":false}");
    weir.reload(config("consumers.dialect=confluent"));
    var confluent = create("{\"enable.auto.commit\":false}");

    assertThat(post(strimzi + "/offsets", "").statusCode()).isEqualTo(204);
    assertThat(post(confluent + "/offsets", "").statusCode()).isEqualTo(200);
  }

  @Test
  void a_record_that_is_not_of_the_format_is_left_out_or_given_as_base64() throws Exception {
    kafka.createTopic("bad", 1);
    produce("bad", "1", "no json", "3");
    weir.reload(config("consumers.auto-offset-reset=earliest", "consumers.bad-record=skip"));
    var skips = create("{\"format\":\"json\"}");
    post(skips + "/subscription", "{\"topics\":[\"bad\"]}");
    var skipped = read(skips).body();
    weir.reload(config("consumers.auto-offset-reset=earliest", "consumers.bad-record=binary"));
    var gives = create("another", "{\"format\":\"json\"}");
    post(gives + "/subscription", "{\"topics\":[\"bad\"]}");
    var given = read(gives).body();

    assertThat(skipped).contains("\"value\":1,", "\"value\":3,").doesNotContain("\"offset\":1,");
    assertThat(given).contains("\"value\":\"bm8ganNvbg==\",\"partition\":0,\"offset\":1,");
    assertThat(given).contains("\"error\":\"The record in topic bad, partition 0, offset 1");
  }

  @Test
  void the_timeouts_of_reads_can_be_told() {
    kafka.createTopic("quiet", 1);
    var instance = create("{}");
    post(instance + "/subscription", "{\"topics\":[\"quiet\"]}");
    get(instance + "/assignments");
    weir.reload(config("consumers.timeout=2s", "consumers.timeout-at-most=3s"));

    assertThat(millis(instance + "/records")).isGreaterThanOrEqualTo(2_000);
    assertThat(millis(instance + "/records?timeout=60000")).isBetween(3_000L, 50_000L);
  }

  @Test
  void fetch_min_bytes_and_the_bound_of_a_read_can_be_told() {
    kafka.createTopic("sizes", 1);
    produce("sizes", "a".repeat(100), "b".repeat(100), "c".repeat(100));
    weir.reload(
        config(
            "consumers.auto-offset-reset=earliest",
            "consumers.fetch-min-bytes=1000",
            "consumers.max-bytes=250"));
    var instance = create("{\"format\":\"text\"}");
    post(instance + "/subscription", "{\"topics\":[\"sizes\"]}");

    var first = get(instance + "/records?timeout=10000&max_bytes=100000").body();

    assertThat(first).contains("aaa").doesNotContain("ccc");
  }

  @Test
  void auto_commit_can_be_turned_off() {
    kafka.createTopic("manual", 1);
    produce("manual", "1");
    weir.reload(config("consumers.auto-offset-reset=earliest", "consumers.auto-commit=false"));
    var first = create("off", "{\"format\":\"json\"}");
    post(first + "/subscription", "{\"topics\":[\"manual\"]}");
    assertThat(read(first).body()).contains("\"value\":1");
    delete(first);

    var second = create("off", "{\"format\":\"json\"}");
    post(second + "/subscription", "{\"topics\":[\"manual\"]}");

    assertThat(read(second).body()).contains("\"value\":1");
  }

  @Test
  void reading_a_topic_that_is_not_there_makes_none_where_rest_may_not() {
    weir.reload(config("rest.auto-create=false"));
    var instance = create("{}");
    post(instance + "/subscription", "{\"topics\":[\"never-made\"]}");

    assertThat(get(instance + "/records").body()).isEqualTo("[]");

    assertThat(get("/topics").body()).doesNotContain("never-made");
  }

  private WeirConfig config(String... settings) {
    var all =
        new ArrayList<>(List.of("data=" + folder, "listen.http=127.0.0.1:0", "listen.grpc=off"));
    all.addAll(List.of(settings));
    return WeirConfig.read(Sources.of(all.toArray(String[]::new)))
        .withBootstrapServers(kafka.bootstrapServers());
  }

  private void produce(String topic, String... values) {
    Client.produceTo(kafka.bootstrapServers(), topic, values);
  }

  private String create(String config) {
    return create(Client.unique("group"), config);
  }

  private String create(String group, String config) {
    var answer = post("/consumers/" + group, config);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var base = answer.body().substring(answer.body().indexOf("/consumers"));
    return base.substring(0, base.indexOf('"'));
  }

  private long millis(String path) {
    var begin = System.nanoTime();
    assertThat(get(path).body()).isEqualTo("[]");
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private HttpResponse<String> post(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/vnd.kafka.v2+json")
            .POST(BodyPublishers.ofString(body)));
  }

  /// Waits for what there is: Kafka may take its time on a busy machine.
  private HttpResponse<String> read(String instance) {
    return get(instance + "/records?timeout=10000");
  }

  private HttpResponse<String> get(String path) {
    return send(request(path));
  }

  private void delete(String path) {
    assertThat(send(request(path).DELETE()).statusCode()).isEqualTo(204);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:%d%s".formatted(weir.ports().get("http"), path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
