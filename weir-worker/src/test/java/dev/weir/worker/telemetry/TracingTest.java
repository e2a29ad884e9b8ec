package dev.weir.worker.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.weir.worker.Ack;
import dev.weir.worker.Headers;
import dev.weir.worker.Message;
import dev.weir.worker.Outcome;
import dev.weir.worker.Position;
import dev.weir.worker.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TracingTest {
  private static final Ack ACK = new Ack("orders.dlt", 3, 17, Instant.EPOCH);

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();
  private final Telemetry tracing = Tracing.of(sdk);

  @AfterEach
  void close() {
    sdk.close();
  }

  @Test
  void an_attempt_says_what_it_is_about() throws Exception {
    var message = message("k1", Headers.none(), 2);

    tracing.process("billing", message, m -> Outcome.done());

    var span = span("process orders");
    assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(attributes(span))
        .containsOnly(
            entry("messaging.system.name", "kafka"),
            entry("messaging.operation.name", "process"),
            entry("messaging.operation.type", "process"),
            entry("messaging.destination.name", "orders"),
            entry("messaging.destination.partition.id", "5"),
            entry("messaging.consumer.group.name", "billing"),
            entry("kafka.offset", 42L),
            entry("kafka.message.key", "k1"),
            entry("weir.worker.attempt", 2L),
            entry("weir.worker.outcome", "done"));
  }

  @Test
  void a_write_an_attempt_and_what_follows_are_one_trace() throws Exception {
    var written = tracing.sending("orders", Headers.none());
    written.ended().accept(ACK, null);
    var inside = new ArrayList<Telemetry.Sending>();
    var here = new ArrayList<Telemetry>();
    tracing.process(
        "billing",
        message("k1", written.headers(), 1),
        m -> {
          inside.add(tracing.sending("receipts", Headers.none()));
          here.add(tracing.here());
          return Outcome.dead(new IOException("no such card"));
        });
    inside.getFirst().ended().accept(ACK, null);

    onAnotherThread(
        () -> here.getFirst().sending("orders.dlt", written.headers()).ended().accept(ACK, null));

    var worker = span("process orders");
    assertThat(exporter.getFinishedSpanItems())
        .extracting(SpanData::getTraceId)
        .containsOnly(worker.getTraceId());
    assertThat(worker.getParentSpanId()).isEqualTo(span("send orders").getSpanId());
    assertThat(span("send receipts").getParentSpanId()).isEqualTo(worker.getSpanId());
    assertThat(span("send orders.dlt").getParentSpanId()).isEqualTo(worker.getSpanId());
  }

  @Test
  void the_span_is_current_while_the_processor_runs_and_not_after() throws Exception {
    var current = new ArrayList<String>();

    tracing.process(
        "billing",
        message("k1", Headers.none(), 1),
        m -> {
          current.add(Span.current().getSpanContext().getSpanId());
          return Outcome.done();
        });

    assertThat(current).containsExactly(span("process orders").getSpanId());
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  @Test
  void a_copy_of_bytes_that_did_not_decode_is_in_the_trace_of_its_record() {
    var written = tracing.sending("orders", Headers.none());
    written.ended().accept(ACK, null);

    tracing.sending("orders.dlt", written.headers()).ended().accept(ACK, null);

    assertThat(span("send orders.dlt").getParentSpanId())
        .isEqualTo(span("send orders").getSpanId());
  }

  @Test
  void a_write_hands_its_context_on_in_place_of_the_one_that_was_there() {
    var headers = Headers.none().with("traceparent", "old").with("kind", "x");

    var sending = tracing.sending("orders", headers);
    sending.ended().accept(ACK, null);

    var span = span("send orders");
    assertThat(sending.headers().all())
        .extracting(Headers.Header::name)
        .containsExactly("kind", "traceparent");
    assertThat(sending.headers().text("traceparent"))
        .startsWith("00-%s-%s-".formatted(span.getTraceId(), span.getSpanId()));
    assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(attributes(span))
        .contains(entry("messaging.destination.partition.id", "3"), entry("kafka.offset", 17L));
  }

  @Test
  void a_thrown_exception_is_recorded_and_thrown_on() {
    var failure = new IOException("away");

    assertThatThrownBy(() ->
            tracing.process(
                "billing",
                message("k1", Headers.none(), 1),
                m -> {
                  throw failure;
                }))
        .isSameAs(failure);

    var span = span("process orders");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(attributes(span)).contains(entry("error.type", "java.io.IOException"));
    assertThat(span.getEvents()).hasSize(1);
  }

  @Test
  void what_is_to_be_tried_again_is_an_error_with_its_reason() throws Exception {
    tracing.process(
        "billing", message("k1", Headers.none(), 1), m -> Outcome.retry(new IOException("away")));

    var span = span("process orders");
    assertThat(span.getStatus().getDescription()).isEqualTo("away");
    assertThat(attributes(span)).contains(entry("weir.worker.outcome", "retry"));
  }

  @Test
  void what_is_skipped_is_no_error() throws Exception {
    tracing.process(
        "billing", message("k1", Headers.none(), 1), m -> Outcome.skip("charged already"));

    var span = span("process orders");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(attributes(span)).contains(entry("weir.worker.outcome", "skip"));
  }

  @Test
  void a_span_ends_when_the_outcome_comes_that_came_later() throws Exception {
    var answer = new CompletableFuture<Outcome>();

    var outcome =
        tracing.process("billing", message("k1", Headers.none(), 1), m -> Outcome.later(answer));

    assertThat(exporter.getFinishedSpanItems()).isEmpty();
    answer.complete(Outcome.done());
    assertThat(attributes(span("process orders"))).contains(entry("weir.worker.outcome", "done"));
    assertThat(((Outcome.Later) outcome).when().toCompletableFuture().join())
        .isEqualTo(Outcome.done());
  }

  @Test
  void a_key_of_bytes_is_not_told_and_a_tombstone_is() throws Exception {
    var position = new Position("orders", 5, 42);
    var raw = new Message.Raw(new byte[] {1}, null);
    var message =
        new Message<byte[], byte[]>(
            position, Instant.EPOCH, new byte[] {1}, null, Headers.none(), 1, raw);

    tracing.process("billing", message, m -> Outcome.done());

    assertThat(attributes(span("process orders")))
        .contains(entry("kafka.message.tombstone", true))
        .doesNotContainKey("kafka.message.key");
  }

  private static void onAnotherThread(Runnable work) throws InterruptedException {
    var thread = Thread.ofVirtual().start(work);
    thread.join();
  }

  private static Message<String, String> message(String key, Headers headers, int attempt) {
    var bytes = key.getBytes(StandardCharsets.UTF_8);
    var position = new Position("orders", 5, 42);
    return new Message<>(
        position, Instant.EPOCH, key, "v", headers, attempt, new Message.Raw(bytes, bytes));
  }

  private SpanData span(String name) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span " + name));
  }

  private static Map<String, Object> attributes(SpanData span) {
    return span.getAttributes().asMap().entrySet().stream()
        .collect(
            Collectors.toMap(e -> ((AttributeKey<?>) e.getKey()).getKey(), Map.Entry::getValue));
  }
}
