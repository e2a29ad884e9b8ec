package dev.weir.gateway.net;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The share of an [HttpPort] that one event loop serves. Only that loop touches it.
final class HttpLoop {
  private static final long SWEEP_MILLIS = 1_000;

  final Context context;
  private final Net net;
  final Thread thread;
  final HttpLimits limits;
  private final Map<String, Served> served = new HashMap<>();
  private final List<Prefix> prefixes;

  /// Counts what no endpoint is there for.
  private final HttpFigures.Way unknown;

  /// For lines that have not come whole.
  final CallRoom room;

  /// The requests that are answered line by line.
  private final Set<LinesCall> calls = new HashSet<>();

  /// Ids are unique in this process by the loop's own beginning and a count.
  private final String idPrefix =
      HexFormat.of().toHexDigits(new SecureRandom().nextLong(), 10) + "-";

  private long idCount;

  /// The newest of the requests whose bodies are not there yet; they are chained through
  /// themselves.
  private @Nullable Request newest;

  /// Made on the event loop that it is for.
  HttpLoop(Net net, Map<String, Endpoint> endpoints, HttpLimits limits, CallRoom room) {
    this.net = net;
    this.context = net.vertx().getOrCreateContext();
    this.thread = Thread.currentThread();
    this.unknown = net.figures().way(null);
    endpoints.forEach(
        (path, endpoint) -> served.put(path, new Served(endpoint, net.figures().way(path))));
    this.prefixes = prefixes();
    this.limits = limits;
    this.room = room;
    context.owner().setPeriodic(SWEEP_MILLIS, _ -> endSlowOnes());
  }

  /// An endpoint and what counts its requests.
  private record Served(Endpoint endpoint, HttpFigures.Way way) {}

  /// @param text what stands before the `*`
  private record Prefix(String text, Served served) {}

  /// The longest first.
  private List<Prefix> prefixes() {
    return served.entrySet().stream()
        .filter(one -> one.getKey().endsWith("/*"))
        .map(
            one -> new Prefix(one.getKey().substring(0, one.getKey().length() - 1), one.getValue()))
        .sorted(Comparator.comparingInt((Prefix one) -> one.text().length()).reversed())
        .toList();
  }

  /// Hot.
  void handle(HttpServerRequest http) {
    var log = net.log();
    var watch = log == null ? null : Watch.begin(http, net, log);
    var request = new Request(this, http, watch);
    var served = served(request.path());
    request.counted(served == null ? unknown : served.way());
    request.start(served == null ? null : served.endpoint());
  }

  /// That of the path itself, else the one of all paths beneath a part of it.
  private @Nullable Served served(String path) {
    var one = served.get(path);
    if (one != null) return one;
    for (var prefix : prefixes) {
      if (path.startsWith(prefix.text())) return prefix.served();
    }
    return null;
  }

  void opened(LinesCall call) {
    calls.add(call);
    net.figures().streamOpened();
  }

  void ended(LinesCall call) {
    if (calls.remove(call)) net.figures().streamClosed();
  }

  String nextId() {
    return idPrefix + idCount++;
  }

  long nanos() {
    return net.nanos();
  }

  void startReading(Request request) {
    request.older = newest;
    if (newest != null) newest.newer = request;
    newest = request;
  }

  /// Does nothing for a request that was not being read.
  void endReading(Request request) {
    var older = request.older;
    var newer = request.newer;
    if (older != null) older.newer = newer;
    if (newer != null) newer.older = older;
    if (newest == request) newest = older;
    request.older = null;
    request.newer = null;
  }

  private void endSlowOnes() {
    var now = nanos();
    eachReading(request -> request.endIfSlow(now));
  }

  /// Refuses the requests whose bodies are not there yet, and ends those that are answered line by
  /// line. Any thread.
  void stop() {
    context.runOnContext(_ -> {
      eachReading(Request::stop);
      List.copyOf(calls).forEach(LinesCall::stop);
    });
  }

  /// An ended one leaves the chain, so the way on is noted first.
  private void eachReading(Consumer<Request> action) {
    for (var request = newest; request != null; ) {
      var older = request.older;
      action.accept(request);
      request = older;
    }
  }
}
