package dev.weir.cli.doctor;

import dev.weir.cli.cluster.Connection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/// Whether the gateway is ready.
final class GatewayChecks {
  private static final String NAME = "gateway";

  private final Connection connection;
  private final Duration max;

  GatewayChecks(Connection connection, Duration timeout) {
    this.connection = connection;
    this.max = timeout.dividedBy(2);
  }

  void run(List<Finding> findings) throws InterruptedException {
    var address = connection.gateway();
    if (address == null) {
      findings.add(Finding.skipped(NAME, "", "none is known here"));
      return;
    }
    try {
      findings.add(ready(address, ask(address)));
    } catch (IOException | IllegalArgumentException e) {
      findings.add(
          Finding.failed(
              NAME,
              address,
              noAnswer(e),
              "Start it ('weir up', 'weir serve'), or correct the 'gateway' of the context."));
    }
  }

  private HttpResponse<String> ask(String address) throws IOException, InterruptedException {
    var base = (address.contains("://") ? address : "http://" + address).replaceAll("/+$", "");
    var request = HttpRequest.newBuilder(URI.create(base + "/readyz")).timeout(max).build();
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(max)
            .sslContext(connection.gatewayTerms())
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } finally {
      client.shutdownNow();
    }
  }

  static String noAnswer(Exception e) {
    return switch (e) {
      case java.net.http.HttpTimeoutException _ -> "no answer";
      case java.net.ConnectException _ -> "nothing listens there";
      default -> "no answer (%s)".formatted(e.getMessage());
    };
  }

  private static Finding ready(String address, HttpResponse<String> answer) {
    var said = answer.body().strip().lines().findFirst().orElse("nothing more");
    var status = answer.statusCode();
    if (status == 200 && !said.contains("wait")) return Finding.ok(NAME, address, said);
    if (status == 200 || status == 503) {
      return Finding.warning(NAME, address, said, "'weir gateway status' tells what it waits for.");
    }
    return Finding.failed(
        NAME,
        address,
        "/readyz answers %d".formatted(status),
        "Is it a Weir? Correct the 'gateway' of the context.");
  }
}
