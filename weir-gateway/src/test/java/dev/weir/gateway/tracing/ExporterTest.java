package dev.weir.gateway.tracing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Submission;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Await;
import dev.weir.metrics.Metrics;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Spans get to a collector as far as that takes them, and hold up nobody.
@Timeout(30)
final class ExporterTest {
  private static final int MANY = 20_000;
  private static final int KEPT_MAX = 8_192 + 512;

  private final Metrics metrics = new Metrics();
  private @Nullable HttpServer server;

  /// What the collector answers, in this order; then 200.
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

  private final LinkedBlockingQueue<ExportTraceServiceRequest> taken = new LinkedBlockingQueue<>();
  private final Queue<String> keys = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    if (server != null) server.stop(0);
  }

  @Test
  void spans_are_sent_together_with_what_the_collector_wants_to_see() throws Exception {
    try (var tracing = tracing(collector(), "tracing.headers=X-Key=abc")) {
      for (var i = 0; i < 3; i++) end(tracing);

      assertThat(next()).isEqualTo(3); // a close would not wait for long
    }

    assertThat(keys).containsOnly("abc application/x-protobuf");
    assertThat(figure("weir_tracing_spans")).isEqualTo(3);
    assertThat(figure("weir_tracing_dropped")).isZero();
  }

  @Test
  void what_the_collector_cannot_take_now_comes_again() throws Exception {
    answers.addAll(List.of(503));

    try (var tracing = tracing(collector())) {
      end(tracing);

      assertThat(next()).isOne();
    }
    assertThat(figure("weir_tracing_spans")).isOne();
    assertThat(figure("weir_tracing_dropped")).isZero();
  }

  @Test
  void what_the_collector_refuses_is_dropped_and_counted() throws Exception {
    answers.addAll(List.of(400));

    try (var tracing = tracing(collector())) {
      end(tracing);

      Await.until(() -> assertThat(figure("weir_tracing_dropped")).isOne());
    }

    assertThat(figure("weir_tracing_dropped")).isOne();
    assertThat(figure("weir_tracing_spans")).isZero();
  }

  @Test
  void a_redirect_is_not_followed_for_the_headers_would_go_with_it() throws Exception {
    answers.addAll(List.of(307));

    try (var tracing = tracing(collector(), "tracing.headers=X-Key=abc")) {
      end(tracing);

      Await.until(() -> assertThat(figure("weir_tracing_dropped")).isOne());
    }

    assertThat(keys).hasSize(1);
    assertThat(figure("weir_tracing_dropped")).isOne();
  }

  @Test
  void a_collector_that_is_away_holds_up_nobody_and_costs_bounded_memory() throws Exception {
    int nobody;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = closed.getLocalPort();
    }

    flood("http://127.0.0.1:" + nobody);
  }

  @Test
  void so_does_one_that_never_answers() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      flood("http://127.0.0.1:" + silent.getLocalPort());
    }
  }

  private void flood(String url) {
    var begun = System.nanoTime();
    try (var tracing = tracing(url)) {
      for (var i = 0; i < MANY; i++) end(tracing);

      assertThat(figure("weir_tracing_dropped")).isBetween(MANY - KEPT_MAX - 1L, (long) MANY);
      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }
    assertThat(figure("weir_tracing_dropped")).isEqualTo(MANY);
    assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(10));
  }

  @Test
  void a_share_of_none_begins_no_trace_and_goes_on_with_what_comes() throws Exception {
    try (var tracing = tracing(collector(), "tracing.ratio=0")) {
      assertThat(tracing.open("push", Tracing.Fields.NONE)).isSameAs(Untraced.NONE);
      assertThat(tracing.open("push", field("-01"))).isInstanceOf(Recorded.class);
      assertThat(tracing.open("push", field("-00"))).isInstanceOf(Unsampled.class);
      assertThat(tracing.open("push", _ -> "nonsense")).isSameAs(Untraced.NONE);
    }
  }

  @Test
  void where_nothing_is_traced_nothing_is_touched() {
    var submission = new Submission(List.of(Message.of("t", null, null)), Acks.KAFKA, _ -> {});

    var tracing = tracing("off");

    assertThat(tracing).isSameAs(Tracing.OFF);
    assertThat(tracing.begun("push", field("-01"), submission)).isSameAs(submission);
    assertThat(tracing.open("grpc", field("-01"))).isSameAs(Untraced.NONE);
    assertThat(tracing.tracer("kafka")).isNull();
    assertThat(metrics.all()).isEmpty();
  }

  private static Tracing.Fields field(String flags) {
    return name ->
        name.equals("traceparent")
            ? "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7" + flags
            : null;
  }

  private static void end(Tracing tracing) {
    var arrival = tracing.open("push", Tracing.Fields.NONE);
    arrival.marked(List.of(Message.of("rides", null, null)));
    arrival.end();
  }

  private Tracing tracing(String url, String... more) {
    var sources = new String[more.length + 1];
    System.arraycopy(more, 0, sources, 0, more.length);
    sources[more.length] = "tracing.otlp=" + url;
    var config = WeirConfig.read(Sources.of(sources)).tracing();
    return Tracing.start(config, () -> 1_000, metrics, System::nanoTime);
  }

  /// How many spans come with the next request.
  private int next() throws InterruptedException {
    var request = requireNonNull(taken.poll(20, TimeUnit.SECONDS));
    return request.getResourceSpans(0).getScopeSpans(0).getSpansCount();
  }

  private long figure(String name) {
    return metrics.counter(name, "").sum();
  }

  private String collector() throws IOException {
    var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    made.createContext("/v1/traces", this::answer);
    made.start();
    server = made;
    return "http://127.0.0.1:" + made.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      var fields = exchange.getRequestHeaders();
      keys.add(fields.getFirst("X-Key") + " " + fields.getFirst("Content-Type"));
      var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
      var refusal = answers.poll();
      if (refusal == null) taken.add(request);
      exchange.getResponseHeaders().set("Location", "/v1/traces");
      exchange.sendResponseHeaders(refusal == null ? 200 : refusal, -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
