package dev.weir.worker.telemetry;

import dev.weir.worker.Ack;
import dev.weir.worker.BatchProcessor;
import dev.weir.worker.Headers;
import dev.weir.worker.Message;
import dev.weir.worker.Outcome;
import dev.weir.worker.Processor;
import dev.weir.worker.Telemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Traces each attempt and each write of a worker with OpenTelemetry, by its conventions for
/// messaging and in the format of the propagators given to it (W3C's as a rule).
///
/// An attempt is a span below the one that wrote the record, and is current while the processor
/// runs. What is written meanwhile, and what becomes of the record later (its dead letter, its copy
/// for a retry topic), is below the attempt: one trace from the first write to the last copy.
///
/// | span | kind | attributes of our own |
/// | --- | --- | --- |
/// | `process <topic>` | consumer | `weir.worker.attempt`, `weir.worker.outcome` |
/// | `send <topic>` | producer | |
///
/// ```java
/// Worker.on(kafka).group("billing").topics("orders").telemetry(Tracing.of(openTelemetry))
/// ```
public final class Tracing implements Telemetry {
  private final Tracer tracer;
  private final TextMapPropagator propagator;

  /// What an own thread goes on with; null for what is current on the thread that calls.
  private final @Nullable Context fixed;

  private Tracing(Tracer tracer, TextMapPropagator propagator, @Nullable Context fixed) {
    this.tracer = tracer;
    this.propagator = propagator;
    this.fixed = fixed;
  }

  public static Tracing of(OpenTelemetry openTelemetry) {
    var tracer =
        openTelemetry.tracerBuilder("dev.weir.worker").setSchemaUrl(Conventions.SCHEMA_URL).build();
    return new Tracing(tracer, openTelemetry.getPropagators().getTextMapPropagator(), null);
  }

  @Override
  public Telemetry here() {
    return new Tracing(tracer, propagator, Context.current());
  }

  @Override
  public <K, V> Outcome process(String group, Message<K, V> message, Processor<K, V> next)
      throws Exception {
    var parent = propagator.extract(context(), message.headers(), HeaderGetter.ONE);
    var span = Conventions.attempt(builder("process", message.topic()), group, message);
    var started = span.setSpanKind(SpanKind.CONSUMER).setParent(parent).startSpan();
    var scope = parent.with(started).makeCurrent();
    try {
      return ended(started, next.process(message));
    } catch (Throwable e) {
      Conventions.failed(started, e);
      started.end();
      throw e;
    } finally {
      scope.close();
    }
  }

  /// One span, with a link to each span that wrote one of the messages: it cannot be below all.
  @Override
  public <K, V> List<? extends Outcome> processAll(
      String group, List<Message<K, V>> messages, BatchProcessor<K, V> next) throws Exception {
    var parent = context();
    var span = Conventions.batch(builder("process", topic(messages)), group, messages.size());
    for (var message : messages) {
      var writer = propagator.extract(Context.root(), message.headers(), HeaderGetter.ONE);
      span.addLink(Span.fromContext(writer).getSpanContext());
    }
    var started = span.setSpanKind(SpanKind.CONSUMER).setParent(parent).startSpan();
    var scope = parent.with(started).makeCurrent();
    try {
      return next.process(messages);
    } catch (Throwable e) {
      Conventions.failed(started, e);
      throw e;
    } finally {
      scope.close();
      started.end();
    }
  }

  private static <K, V> String topic(List<Message<K, V>> messages) {
    var topics = messages.stream().map(Message::topic).distinct().toList();
    return topics.size() == 1 ? topics.getFirst() : "(several)";
  }

  /// The span of an outcome that comes later ends when it comes; what was made of one that never
  /// comes is never told to anybody.
  private static Outcome ended(Span span, Outcome outcome) {
    if (outcome instanceof Outcome.Later(var when)) {
      CompletionStage<? extends Outcome> told =
          when.whenComplete((late, failure) -> end(span, late, failure));
      return Outcome.later(told);
    }
    end(span, outcome, null);
    return outcome;
  }

  private static void end(Span span, @Nullable Outcome outcome, @Nullable Throwable failure) {
    if (outcome != null) Conventions.outcome(span, outcome);
    if (failure != null) Conventions.failed(span, failure);
    span.end();
  }

  @Override
  public Sending sending(String topic, Headers headers) {
    var parent = context();
    if (!Span.fromContext(parent).getSpanContext().isValid()) {
      // Not inside of an attempt: bytes that did not decode have none. The trace that the record
      // came with goes on all the same.
      parent = propagator.extract(parent, headers, HeaderGetter.ONE);
    }
    var span = builder("send", topic).setSpanKind(SpanKind.PRODUCER).setParent(parent).startSpan();
    var injected = new HeaderSetter(headers);
    propagator.inject(parent.with(span), injected, HeaderSetter::set);
    return new Sending(injected.headers(), (ack, failure) -> sent(span, ack, failure));
  }

  private static void sent(Span span, @Nullable Ack ack, @Nullable Throwable failure) {
    if (ack != null) Conventions.acknowledged(span, ack);
    if (failure != null) Conventions.failed(span, failure);
    span.end();
  }

  private Context context() {
    return fixed != null ? fixed : Context.current();
  }

  private SpanBuilder builder(String operation, String topic) {
    return Conventions.operation(tracer.spanBuilder(operation + ' ' + topic), operation, topic);
  }
}
