package dev.weir.gateway.net;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// The share of an [HttpPort] that one event loop serves. Only that loop touches it.
final class HttpLoop {
  private static final long SWEEP_MILLIS = 1_000;

  final Context context;
  private final Net net;
  final Thread thread;
  final HttpLimits limits;
  private final Map<String, Endpoint> endpoints;

  /// Ids are unique in this process by the loop's own beginning and a count.
  private final String idPrefix =
      HexFormat.of().toHexDigits(new SecureRandom().nextLong(), 10) + "-";

  private long idCount;

  /// Requests whose bodies are not there yet, in the order of their arrival.
  private final Set<Request> reading = new LinkedHashSet<>();

  /// Made on the event loop that it is for.
  HttpLoop(Net net, Map<String, Endpoint> endpoints, HttpLimits limits) {
    this.net = net;
    this.context = net.vertx().getOrCreateContext();
    this.thread = Thread.currentThread();
    this.endpoints = endpoints;
    this.limits = limits;
    context.owner().setPeriodic(SWEEP_MILLIS, _ -> endSlowOnes());
  }

  /// Hot.
  void handle(HttpServerRequest http) {
    var request = new Request(this, http);
    request.start(endpoints.get(request.path()));
  }

  String nextId() {
    return idPrefix + idCount++;
  }

  long nanos() {
    return net.nanos();
  }

  void startReading(Request request) {
    reading.add(request);
  }

  void endReading(Request request) {
    reading.remove(request);
  }

  private void endSlowOnes() {
    var now = nanos();
    for (var request : reading.toArray(Request[]::new)) request.endIfSlow(now);
  }
}
