package dev.weir.tests.tracing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.tests.Await;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// A collector that keeps every span it gets. Any thread.
public final class TraceReceiver implements AutoCloseable {

  private final HttpServer server;
  private final List<Got> spans = new CopyOnWriteArrayList<>();

  /// A span as it came.
  ///
  /// @param parent empty for the first of its trace
  public record Got(
      String trace, String id, String parent, String name, long begun, Map<String, String> says) {
    static Got of(Span span) {
      return new Got(
          hex(span.getTraceId().toByteArray()),
          hex(span.getSpanId().toByteArray()),
          hex(span.getParentSpanId().toByteArray()),
          span.getName(),
          span.getStartTimeUnixNano(),
          span.getAttributesList().stream()
              .collect(Collectors.toMap(KeyValue::getKey, one -> text(one.getValue()))));
    }

    private static String text(AnyValue value) {
      return switch (value.getValueCase()) {
        case INT_VALUE -> Long.toString(value.getIntValue());
        case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
        default -> value.getStringValue();
      };
    }

    private static String hex(byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
  }

  private TraceReceiver(HttpServer server) {
    this.server = server;
  }

  /// On a free port.
  public static TraceReceiver start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var receiver = new TraceReceiver(HttpServer.create(address, 0));
      receiver.server.createContext("/v1/traces", receiver::take);
      receiver.server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// For `tracing.otlp`.
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void take(HttpExchange exchange) {
    try (exchange) {
      ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()).getResourceSpansList().stream()
          .flatMap(one -> one.getScopeSpansList().stream())
          .flatMap(one -> one.getSpansList().stream())
          .map(Got::of)
          .forEach(spans::add);
      exchange.sendResponseHeaders(200, -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The span of this name in a trace, when it has come.
  public Got span(String trace, String name) {
    return Await.first(
            "%s in trace %s".formatted(name, trace),
            () -> of(trace).stream().filter(span -> span.name().equals(name)).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /// What has come of a trace.
  List<Got> of(String trace) {
    return spans.stream().filter(span -> span.trace().equals(trace)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
