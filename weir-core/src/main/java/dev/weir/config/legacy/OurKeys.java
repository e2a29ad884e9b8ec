package dev.weir.config.legacy;

import java.util.Set;

/// What stands outermost in a file of Weir's own, beside `kafka`.
final class OurKeys {
  static final Set<String> TOP =
      Set.of(
          "access-log",
          "acks",
          "auth",
          "breaker",
          "broker",
          "consumers",
          "data",
          "frames",
          "idempotency",
          "insecure",
          "limits",
          "listen",
          "metrics",
          "partitioner",
          "peers",
          "push",
          "registry",
          "rest",
          "routes",
          "sinks",
          "tls",
          "tracing",
          "wal");

  private OurKeys() {}
}
