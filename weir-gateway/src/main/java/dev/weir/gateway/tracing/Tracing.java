package dev.weir.gateway.tracing;

import dev.weir.Clock;
import dev.weir.Submission;
import dev.weir.Trace;
import dev.weir.config.TracingConfig;
import dev.weir.delivery.Tracer;
import dev.weir.metrics.Metrics;
import java.util.LinkedHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Traces messages, where the settings ask for it. Any thread.
///
/// A request that brings a trace goes on with it, also where that says that nobody keeps it; of the
/// others a share begins one.
public final class Tracing implements AutoCloseable {
  /// Traces nothing.
  public static final Tracing OFF = new Tracing(null, 0, () -> 0);

  private final @Nullable Spans spans;
  private final double ratio;
  private final LongSupplier messageBytes;

  private Tracing(@Nullable Spans spans, double ratio, LongSupplier messageBytes) {
    this.spans = spans;
    this.ratio = ratio;
    this.messageBytes = messageBytes;
  }

  /// Starts what the settings ask for.
  ///
  /// @param messageBytes what a message may have, by the settings in force
  public static Tracing start(
      TracingConfig config, LongSupplier messageBytes, Metrics metrics, Clock clock) {
    var url = config.otlp();
    if (url == null) return OFF;
    var version = String.valueOf(Tracing.class.getPackage().getImplementationVersion());
    var resource = new LinkedHashMap<String, String>();
    resource.put("service.name", config.service());
    resource.put("service.version", version);
    resource.put("process.pid", Long.toString(ProcessHandle.current().pid()));
    var collector = new Collector(url, config);
    var exporter = Exporter.start(collector, new Otlp(resource, version), metrics, clock);
    var spans = new Spans(exporter, new WallTime(clock), clock);
    return new Tracing(spans, config.ratio(), messageBytes);
  }

  /// Fields of a request, by name.
  @FunctionalInterface
  public interface Fields {
    /// Of those that have none.
    Fields NONE = _ -> null;

    /// The first one of this name, or null.
    @Nullable String first(String name);
  }

  /// The messages of one request, as they are to be submitted. Hot.
  public Submission begun(String ingress, Fields fields, Submission submission) {
    if (spans == null) return submission;
    var arrival = open(ingress, fields);
    if (!arrival.isTraced()) return submission;
    return new Submission(
        arrival.marked(submission.messages()),
        submission.acks(),
        submission.caller(),
        outcomes -> {
          outcomes.forEach(arrival::settled);
          arrival.end();
          submission.receipt().settled(outcomes);
        });
  }

  /// A request begins whose messages come one after the other. Hot.
  public Arrival open(String ingress, Fields fields) {
    if (spans == null) return Untraced.NONE;
    var given = fields.first(Trace.FIELD);
    var parent = given == null ? null : Trace.parse(given.strip());
    if (parent == null) return begin(ingress, spans);
    var state = fields.first(Trace.STATE_FIELD);
    if (!parent.sampled()) return new Unsampled(Mark.of(parent, state, messageBytes));
    var here = new Trace(parent.traceId(), Ids.span(), true);
    var mark = Mark.of(here, state, messageBytes);
    return new Recorded(ingress, here, parent.spanId(), mark, spans);
  }

  private Arrival begin(String ingress, Spans spans) {
    if (ThreadLocalRandom.current().nextDouble() >= ratio) return Untraced.NONE;
    var here = new Trace(Ids.trace(), Ids.span(), true);
    return new Recorded(ingress, here, null, Mark.of(here, null, messageBytes), spans);
  }

  /// Who hears of the ends of messages at a sink; null where nothing is traced.
  public @Nullable Tracer tracer(String sink) {
    return spans == null ? null : new Deliveries(sink, spans);
  }

  /// Sends what waits, for a short time.
  @Override
  public void close() {
    if (spans != null) spans.exporter().close();
  }
}
