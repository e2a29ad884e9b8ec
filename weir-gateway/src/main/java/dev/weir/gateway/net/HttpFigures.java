package dev.weir.gateway.net;

import dev.weir.metrics.Counter;
import dev.weir.metrics.Histogram;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts HTTP requests by the endpoint that they are for, which are as many as Weir has, and not
/// by the paths that clients think of. What goes on line by line is counted while it is open. Any
/// thread.
final class HttpFigures {
  /// Of requests that no endpoint is there for.
  private static final String OTHER = "other";

  private static final int CODES = 600;

  private final Metrics metrics;
  private final Map<String, Way> ways = new ConcurrentHashMap<>();
  private final LongAdder streams = new LongAdder();

  HttpFigures(Metrics metrics) {
    this.metrics = metrics;
    metrics.gauge(
        "weir_http_streams", "Requests over HTTP that go on line by line, open now.", streams::sum);
  }

  /// @param pattern the endpoint's path, or null for requests that there is no endpoint for
  Way way(@Nullable String pattern) {
    return ways.computeIfAbsent(pattern == null ? OTHER : pattern, Way::new);
  }

  void streamOpened() {
    streams.increment();
  }

  void streamClosed() {
    streams.decrement();
  }

  /// The requests for one endpoint. Its series are there from its first answer on.
  final class Way {
    private final Label path;
    private final AtomicReferenceArray<@Nullable Counter> byCode =
        new AtomicReferenceArray<>(CODES);
    private volatile @Nullable Histogram seconds;

    private Way(String pattern) {
      this.path = new Label("path", pattern);
    }

    /// Hot.
    ///
    /// @param status of the answer, or 0 where the connection ended before it
    void answered(int status, long nanos) {
      var known = byCode.get(status);
      (known == null ? counter(status) : known).add(1);
      var histogram = seconds;
      (histogram == null ? histogram() : histogram).observe(nanos);
    }

    private Counter counter(int status) {
      var code = new Label("code", status == 0 ? "none" : Integer.toString(status));
      var counter =
          metrics.counter(
              "weir_http_requests", "Requests over HTTP, by endpoint and status.", path, code);
      byCode.set(status, counter);
      return counter;
    }

    private Histogram histogram() {
      var made =
          metrics.histogram(
              "weir_http_request_seconds",
              "From the head of a request over HTTP to its answer, by endpoint.",
              path);
      seconds = made;
      return made;
    }
  }
}
