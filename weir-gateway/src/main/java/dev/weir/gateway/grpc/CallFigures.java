package dev.weir.gateway.grpc;

import dev.weir.Clock;
import dev.weir.gateway.net.GrpcPort;
import dev.weir.gateway.net.GrpcPort.Status;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Histogram;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import dev.weir.metrics.Scale;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Counts the calls of one method, by the names that the ambassador's dashboards know. Any thread.
///
/// The method's reader knows nothing of it, and who does not want it does not pay.
final class CallFigures implements GrpcPort.Watcher {
  /// Those of the ambassador's library.
  private static final Scale SCALE =
      Scale.seconds(
          Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
              .map(Duration::ofMillis)
              .toArray(Duration[]::new));

  private static final String SERVER = "grpc_server_";

  private final Metrics metrics;
  private final Clock clock;
  private final List<Label> labels;
  private final Counter started;
  private final Counter received;
  private final Counter sent;
  private final Histogram seconds;
  private final Map<String, Counter> handled = new ConcurrentHashMap<>();

  private CallFigures(Metrics metrics, Clock clock, List<Label> labels) {
    this.metrics = metrics;
    this.clock = clock;
    this.labels = labels;
    var all = labels.toArray(Label[]::new);
    this.started = metrics.counter(SERVER + "started", "Calls begun.", all);
    this.received = metrics.counter(SERVER + "msg_received", "Messages from clients.", all);
    this.sent = metrics.counter(SERVER + "msg_sent", "Messages to clients.", all);
    this.seconds =
        metrics.histogram(SERVER + "handling_seconds", "How long calls took.", SCALE, all);
  }

  /// @param path the method's, as `/package.Service/Method`
  static CallFigures of(String path, Metrics metrics, Clock clock) {
    var names = path.substring(1).split("/", 2);
    var labels =
        List.of(
            new Label("grpc_type", type(names[1])),
            new Label("grpc_service", names[0]),
            new Label("grpc_method", names[1]));
    return new CallFigures(metrics, clock, labels);
  }

  private static String type(String method) {
    return switch (method) {
      case "Produce", "ServerReflectionInfo" -> "bidi_stream";
      case "Watch" -> "server_stream";
      default -> "unary";
    };
  }

  @Override
  public long started() {
    started.add(1);
    return clock.nanos();
  }

  @Override
  public void received() {
    received.add(1);
  }

  @Override
  public void sent() {
    sent.add(1);
  }

  @Override
  public void over(@Nullable Status status, long startedNanos) {
    seconds.observe(clock.nanos() - startedNanos);
    handled.computeIfAbsent(name(status), this::counter).add(1);
  }

  private Counter counter(String code) {
    var all = Stream.concat(labels.stream(), Stream.of(new Label("grpc_code", code)));
    return metrics.counter(SERVER + "handled", "Calls ended.", all.toArray(Label[]::new));
  }

  /// As Go's library writes it, such as `ResourceExhausted`.
  private static String name(@Nullable Status status) {
    if (status == null) return "Canceled";
    if (status == Status.OK) return "OK";
    return Stream.of(status.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
