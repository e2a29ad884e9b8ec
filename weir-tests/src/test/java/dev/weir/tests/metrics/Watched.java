package dev.weir.tests.metrics;

import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.tls.Authority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;

/// A gateway that has all that can be counted, and traffic.
final class Watched {
  private static final String PUSH =
      "{\"records\":[{\"topic\":\"watched\",\"data\":\"x\"}],\"wait_for_send\":true}";

  static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACEPARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

  private Watched() {}

  static WeirExtension gateway() {
    var folder = folder();
    var authority = Authority.create("Watched");
    var trusted = authority.write(folder, "authority.pem").toString();
    authority.server().write(folder, "server");
    return WeirExtension.create()
        .with("access-log", folder.resolve("access.log").toString())
        .with("listen.unix", folder.resolve("socket").toString())
        .with("tls.certificate", folder.resolve("server.crt").toString())
        .with("tls.key", folder.resolve("server.key").toString())
        .with("tls.client-ca", trusted)
        .with("tls.clients", "want")
        .with("tls.plain", "http,grpc")
        .with("tracing.otlp", "http://127.0.0.1:1")
        .with("kafka.ssl.truststore.type", "PEM")
        .with("kafka.ssl.truststore.location", trusted)
        .with("sinks.files.type", "file")
        .with("sinks.files.path", folder.resolve("files").toString());
  }

  /// What stands on its page when there was some traffic.
  static Figures busy(WeirExtension weir) {
    var traced = HttpRequest.newBuilder(weir.uri("/push")).header("traceparent", TRACEPARENT);
    traced.header("Content-Type", "application/json").POST(BodyPublishers.ofString(PUSH));
    var _ = weir.send(traced);
    var _ = weir.get("/nowhere");
    var _ = page(weir); // counts on the next one
    return Figures.of(page(weir));
  }

  static String page(WeirExtension weir) {
    return weir.get("/metrics").body();
  }

  /// The page as somebody asks for it.
  static String page(WeirExtension weir, String accept) {
    return weir.send(HttpRequest.newBuilder(weir.uri("/metrics")).header("Accept", accept)).body();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("weir");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
