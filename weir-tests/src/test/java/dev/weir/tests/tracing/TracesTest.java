package dev.weir.tests.tracing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Trace;
import dev.weir.testkit.WeirExtension;
import dev.weir.tests.grpc.ProduceCall;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// One trace leads from the client through the log to Kafka.
@Timeout(120)
class TracesTest {
  private static final TraceReceiver collector = TraceReceiver.start();
  private static final String CLIENT = "00f067aa0ba902b7";

  @RegisterExtension
  static final WeirExtension weir = WeirExtension.create().with("tracing.otlp", collector.url());

  private final String trace = newTrace();

  private static String newTrace() {
    var random = ThreadLocalRandom.current();
    return HexFormat.of().toHexDigits(random.nextLong())
        + HexFormat.of().toHexDigits(random.nextLong());
  }

  @AfterAll
  static void closeCollector() {
    collector.close();
  }

  @Test
  void a_pushed_message_is_followed_to_its_place_in_kafka() {
    var answer = push("pushed", true, "01");

    assertThat(answer.statusCode()).isEqualTo(200);
    var push = collector.span(trace, "weir push");
    assertThat(push.parent()).isEqualTo(CLIENT);
    assertThat(push.says())
        .containsEntry("weir.ingress", "push")
        .containsEntry("weir.outcome", "delivered")
        .containsEntry("messaging.batch.message_count", "1")
        .containsEntry("messaging.destination.name", "pushed");
    var record = record("pushed");
    assertThat(header(record, Trace.FIELD)).isEqualTo("00-" + trace + "-" + push.id() + "-01");
    assertThat(header(record, Trace.STATE_FIELD)).isEqualTo("vendor=1");
    var deliver = collector.span(trace, "weir deliver");
    assertThat(deliver.parent()).isEqualTo(push.id());
    assertThat(deliver.begun()).isGreaterThanOrEqualTo(push.begun());
    assertThat(deliver.says())
        .containsEntry("weir.outcome", "delivered")
        .containsEntry("weir.sink", "kafka")
        .containsEntry("weir.attempts", "1")
        .containsEntry("weir.from_log", "false")
        .containsEntry("messaging.destination.name", "pushed")
        .containsEntry("messaging.destination.partition.id", Integer.toString(record.partition()))
        .containsEntry("kafka.offset", Long.toString(record.offset()));
  }

  @Test
  void each_way_in_goes_on_with_the_trace_of_its_client() {
    var post = "application/vnd.kafka.binary.v2+json";
    var json = "application/json";
    weir.kafka().createTopic("v3", 1);
    assertFollowed("topics", () -> send("/topics/ambassador/messages?sync=1", json, "{}"));
    assertFollowed("topics", () -> send("/topics/streamed/stream", json, "{\"value\":\"x\"}\n"));
    assertFollowed(
        "rest", () -> send("/topics/rest2", post, "{\"records\":[{\"value\":\"eA==\"}]}"));
    var record = "{\"value\":{\"type\":\"STRING\",\"data\":\"x\"}}";
    assertFollowed("rest", () -> send("/v3/clusters/-/topics/v3/records", json, record));
    assertFollowed(
        "grpc",
        () -> {
          var metadata = Map.of(Trace.FIELD, "00-" + current + "-" + CLIENT + "-01");
          try (var call = ProduceCall.open(weir.port("grpc"), metadata)) {
            call.send("grpc", "x", 1);
            assertThat(call.end()).isEqualTo("0");
          }
        });
  }

  /// The trace of the call that is under way.
  private String current = trace;

  private void assertFollowed(String ingress, Runnable call) {
    current = newTrace();

    call.run();

    var arrival = collector.span(current, "weir " + ingress);
    assertThat(arrival.parent()).isEqualTo(CLIENT);
    assertThat(arrival.says()).containsEntry("messaging.batch.message_count", "1");
    assertThat(collector.span(current, "weir deliver").parent()).isEqualTo(arrival.id());
  }

  private void send(String path, String type, String body) {
    var request =
        HttpRequest.newBuilder(weir.uri(path))
            .header("Content-Type", type)
            .header(Trace.FIELD, "00-" + current + "-" + CLIENT + "-01")
            .POST(BodyPublishers.ofString(body));

    assertThat(weir.send(request).statusCode()).as(path).isEqualTo(200);
  }

  @Test
  void what_waited_in_the_log_for_kafka_and_for_a_start_is_still_in_its_trace() {
    push("before", true, "01");
    weir.kafka().stop();
    var waits = newTrace();
    current = waits;
    assertThat(push("replayed", false, "01").statusCode()).isEqualTo(200);
    weir.stop();
    weir.start();

    weir.kafka().start();

    var deliver = collector.span(waits, "weir deliver");
    assertThat(deliver.parent()).isEqualTo(collector.span(waits, "weir push").id());
    assertThat(deliver.says()).containsEntry("weir.from_log", "true");
    assertThat(header(record("replayed"), Trace.FIELD)).contains(waits);
  }

  @Test
  void a_trace_that_nobody_keeps_goes_on_as_one_that_nobody_keeps() {
    push("unkept", true, "00");

    assertThat(header(record("unkept"), Trace.FIELD))
        .isEqualTo("00-" + trace + "-" + CLIENT + "-00");
    assertThat(collector.of(trace)).isEmpty();
  }

  @Test
  void a_message_that_belongs_to_a_trace_of_its_own_keeps_it() {
    var own = newTrace();
    var field = "00-" + own + "-" + CLIENT + "-01";
    var headers = "[{\"key\":\"traceparent\",\"value\":\"%s\"}]".formatted(field);

    var answer = push("own", ",\"headers\":" + headers, true, "01");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(record("own"), Trace.FIELD)).isEqualTo(field);
    assertThat(collector.span(own, "weir deliver").parent()).isEqualTo(CLIENT);
  }

  @Test
  void a_field_that_is_not_well_formed_begins_a_trace_anew() {
    push("malformed", true, "xx");

    var field = header(record("malformed"), Trace.FIELD);
    var begun = requireNonNull(Trace.parse(String.valueOf(field)));
    assertThat(begun.traceId()).isNotEqualTo(trace);
    assertThat(collector.span(begun.traceId(), "weir push").parent()).isEmpty();
  }

  @Test
  void a_message_that_is_refused_says_so_in_its_trace() {
    push("not a topic", true, "01");

    assertThat(collector.span(trace, "weir push").says())
        .containsEntry("weir.outcome", "refused")
        .containsEntry("weir.failed", "1")
        .containsEntry("error.type", "invalid_topic");
  }

  @Test
  void the_figures_tell_of_spans() {
    push("figures", true, "01");
    collector.span(trace, "weir deliver");

    assertThat(weir.get("/metrics").body())
        .contains("weir_tracing_spans_total")
        .contains("weir_tracing_dropped_total 0.0");
  }

  private HttpResponse<String> push(String topic, boolean waits, String flags) {
    return push(topic, "", waits, flags);
  }

  private HttpResponse<String> push(String topic, String more, boolean waits, String flags) {
    var body =
        "{\"records\":[{\"topic\":\"%s\",\"data\":\"x\"%s}],\"wait_for_send\":%s}"
            .formatted(topic, more, waits);
    var request =
        HttpRequest.newBuilder(weir.uri("/push"))
            .header(Trace.FIELD, "00-" + current + "-" + CLIENT + "-" + flags)
            .header(Trace.STATE_FIELD, "vendor=1")
            .POST(BodyPublishers.ofString(body));
    return weir.send(request);
  }

  private static ConsumerRecord<byte[], byte[]> record(String topic) {
    return weir.kafka().topic(topic).records(1).getFirst();
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.ISO_8859_1);
  }
}
