package dev.weir.tests.security;

import dev.weir.testkit.BrokerExtension;
import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.tls.Issued;
import dev.weir.tests.grpc.ProduceCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/// A gateway that is asked at every way in: over HTTP/1.1 and gRPC, within TLS over HTTP/2.
final class Visited implements AutoCloseable {
  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(30);

  private final WeirExtension weir;
  private final Map<Optional<Issued>, Connections> connections = new HashMap<>();

  Visited(WeirExtension weir) {
    this.weir = weir;
  }

  BrokerExtension kafka() {
    return weir.kafka();
  }

  /// Of whoever shows the same certificate, or none.
  private record Connections(HttpClient http, GrpcAsk grpc) {}

  /// What each way in answers: the status of HTTP, or `-` where a connection ends without one.
  Map<Way, String> answers(Caller caller) throws Exception {
    var shown = connections.computeIfAbsent(Optional.ofNullable(caller.certificate), this::open);
    var answers = new EnumMap<Way, String>(Way.class);
    for (var way : Way.values()) {
      var answer =
          way.port.equals("grpc") ? called(shown.grpc, way, caller) : sent(shown.http, way, caller);
      answers.put(way, answer);
    }
    return answers;
  }

  private Connections open(Optional<Issued> certificate) {
    var port = weir.port("grpc");
    if (scheme().equals("http")) {
      var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      return new Connections(http, new GrpcAsk(port));
    }
    var ours = Accounts.AUTHORITY;
    var terms = certificate.map(ours::trustedBy).orElseGet(ours::trusted);
    return new Connections(
        HttpClient.newBuilder().sslContext(terms).build(),
        new GrpcAsk(port, ProduceCall.within(ours, certificate.orElse(null))));
  }

  private String scheme() {
    return weir.uri("/").getScheme();
  }

  private String sent(HttpClient http, Way way, Caller caller) throws Exception {
    try {
      var answer =
          http.send(request(way, caller).timeout(ANSWER_AT_MOST).build(), BodyHandlers.ofString());
      return answer.statusCode() / 100 == 2 ? "200" : refused(answer);
    } catch (HttpTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return "-";
    }
  }

  /// Who is asked for credentials is told of which kind.
  private static String refused(HttpResponse<String> answer) {
    var challenge = answer.headers().firstValue("WWW-Authenticate").orElse("");
    var isBare = answer.statusCode() == 401 && !challenge.contains("Bearer realm=");
    return answer.statusCode() + (isBare ? " without a challenge" : "");
  }

  HttpRequest.Builder request(Way way, Caller caller) {
    var unique = UUID.randomUUID().toString();
    var uri = URI.create(scheme() + "://127.0.0.1:" + weir.port(way.port) + way.path);
    var request =
        HttpRequest.newBuilder(uri)
            .header("X-Forwarded-For", unique) // so that nobody waits for others' failures
            .method(way.method, BodyPublishers.ofString(way.body.replace("UNIQUE", unique)));
    if (!way.type.isEmpty()) request.header("Content-Type", way.type);
    caller.headers.forEach(request::header);
    return request;
  }

  private static String called(GrpcAsk grpc, Way way, Caller caller) {
    var metadata = new HashMap<>(Map.of("x-forwarded-for", UUID.randomUUID().toString()));
    caller.headers.forEach((name, value) -> metadata.put(name.toLowerCase(Locale.ROOT), value));
    try {
      var told = grpc.call(way.path, way.message, metadata);
      return switch (told.split(" ", 2)[0]) {
        case "0" -> "200";
        case "16" -> "401";
        case "7" -> "403";
        default -> told;
      };
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) throw e;
      return "-";
    }
  }

  @Override
  public void close() {
    for (var one : connections.values()) {
      one.http.close();
      one.grpc.close();
    }
  }
}
