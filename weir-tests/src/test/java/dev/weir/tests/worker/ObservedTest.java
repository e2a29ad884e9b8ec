package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Kafka;
import dev.weir.worker.Outcome;
import dev.weir.worker.Retry;
import dev.weir.worker.Telemetry;
import dev.weir.worker.Worker;
import dev.weir.worker.Writer;
import dev.weir.worker.meters.Meters;
import dev.weir.worker.telemetry.Tracing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What others see of a worker: its traces and its meters.
@Timeout(60)
class ObservedTest {
  private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");
  private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("weir.worker.attempt");

  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();

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
  void s57_a_write_its_attempts_what_they_write_and_the_dead_letter_are_one_trace() {
    kafka.createTopic("orders", 1);
    kafka.createTopic("receipts", 1);
    try (var orders = writer("orders");
        var receipts = writer("receipts")) {
      orders.write(new byte[] {'k'}, new byte[] {1});
      var worker =
          Worker.on(Kafka.at(kafka.bootstrapServers()))
              .group("billing")
              .topics("orders")
              .telemetry(tracing)
              .retry(Retry.times(2).from(Duration.ofMillis(10)))
              .process(message -> {
                if (message.attempt() == 1) return Outcome.retry(new IOException("away"));
                receipts.write(message.key(), new byte[] {2});
                return Outcome.dead(new IOException("no such card"));
              });
      Drained.when("it is a dead letter", worker, () -> worker.stats().deadLettered() == 1);
    }

    var written = span("send orders");
    var attempts = spans("process orders");
    assertThat(exporter.getFinishedSpanItems())
        .hasSize(5)
        .extracting(SpanData::getTraceId)
        .containsOnly(written.getTraceId());
    assertThat(attempts)
        .extracting(SpanData::getParentSpanId)
        .containsExactly(written.getSpanId(), written.getSpanId());
    assertThat(attempts)
        .extracting(attempt -> attempt.getAttributes().get(ATTEMPT))
        .containsExactly(1L, 2L);
    var last = attempts.getLast();
    assertThat(span("send receipts").getParentSpanId()).isEqualTo(last.getSpanId());
    assertThat(span("send orders.dlt").getParentSpanId()).isEqualTo(last.getSpanId());
    var letter = kafka.topic("orders.dlt").records(1).getFirst();
    assertThat(new String(letter.headers().lastHeader("traceparent").value(), UTF_8))
        .contains(span("send orders.dlt").getSpanId());
  }

  @Test
  void the_meters_of_a_worker_tell_what_it_does() throws IOException {
    var topic = WorkerTopic.create(kafka, 2).write(100, i -> "key" + i);
    var registry = new SimpleMeterRegistry();
    var worker = topic.worker().commitEvery(Duration.ofMillis(50)).each(message -> {});

    try (worker;
        var _ = Meters.bind(worker, registry, "worker", "w1")) {
      worker.start();
      Await.until("all are done", () -> counter(registry, "done") == 100);
      Await.until("all is committed", () -> sum(registry, "partition.committed") == 100);

      assertThat(counter(registry, "attempts")).isEqualTo(100);
      assertThat(sum(registry, "partition.lag")).isZero();
      assertThat(gauge(registry, "in.progress")).isZero();
      var took = registry.get("weir.worker.process.time").tag("worker", "w1").functionTimer();
      assertThat(took.count()).isEqualTo(100);
      assertThat(names(registry)).isEqualTo(documented());
    }
    assertThat(registry.getMeters()).isEmpty();
  }

  private static Set<String> names(MeterRegistry registry) {
    return registry.getMeters().stream()
        .map(meter -> meter.getId().getName().substring("weir.worker.".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Those in the first column of the page's table.
  private static Set<String> documented() throws IOException {
    var page = Path.of(System.getProperty("weir.root"), "docs/worker.md");
    return Files.readAllLines(page).stream()
        .dropWhile(line -> !line.equals("### Meters"))
        .takeWhile(line -> !line.equals("### Traces"))
        .filter(line -> line.startsWith("| `"))
        .flatMap(line -> NAME.matcher(line.split("\\|", -1)[1]).results())
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static double counter(MeterRegistry registry, String name) {
    return registry.get("weir.worker." + name).functionCounter().count();
  }

  private static double gauge(MeterRegistry registry, String name) {
    return registry.get("weir.worker." + name).gauge().value();
  }

  /// Over the partitions, which have meters as soon as others have been read.
  private static double sum(MeterRegistry registry, String name) {
    var _ = gauge(registry, "in.progress");
    return registry.find("weir.worker." + name).gauges().stream().mapToDouble(Gauge::value).sum();
  }

  private Writer<byte[], byte[]> writer(String topic) {
    return Writer.to(Kafka.at(kafka.bootstrapServers())).topic(topic).telemetry(tracing).open();
  }

  private SpanData span(String name) {
    assertThat(spans(name)).as(name).hasSize(1);
    return spans(name).getFirst();
  }

  private List<SpanData> spans(String name) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .toList();
  }
}
